// A value that is in memory: `await get()` beside awaiting a Map lookup behind an async function, `peek()` beside reading the clock.
import { startServer } from '../load/server-process.ts'
import { inTurn } from '../measuring/in-turn.ts'
import { markdownTable } from '../measuring/markdown-table.ts'
import { told } from '../measuring/measured-node.ts'
import { median, medianRatio } from '../measuring/samples.ts'
import { programFolder } from '../programs/bundled.ts'
import { type WarmReads, warmReads } from '../programs/warm-reads.ts'
import type { Part } from './part.ts'

const subjects = {
  'sallyport, `await get()`': 'sallyport',
  'Powertools, `await getSecret()`': 'powertools',
  'middy, a run of the middleware': 'middy',
} as const

export const warm: Part = {
  name: 'warm',
  title: 'A value in memory',
  isPerNode: true,
  async run({ node, rounds = 5, print }) {
    const server = await startServer()
    const programs = await programFolder()
    try {
      await server.store('bench/key', 'a value of no use to anyone')
      const files = new Map<string, string>()
      for (const [label, reader] of Object.entries(subjects)) {
        files.set(label, await programs.bundle({ run: warmReads, reader }))
      }
      const samplesOf = await inTurn(Object.keys(subjects), rounds, (label) =>
        told<WarmReads>(node, files.get(label) ?? '', { ...server.environment, BENCH_NAMES: 'bench/key', BENCH_BLOCKS: '15' }),
      )
      const of = (label: string, figure: keyof WarmReads) => samplesOf(label).flatMap((samples) => samples[figure])
      const row = (name: string, samples: number[], beside: number[]) => [
        name,
        median(samples).toFixed(0),
        `${medianRatio(samples, beside).toFixed(2)} ×`,
      ]
      const [ours] = Object.keys(subjects) as [string]
      print(`\nA read, Node ${node.version}, medians of ${rounds} processes, 15 blocks each\n`)
      print(
        markdownTable([
          ['read', 'ns', '× beside'],
          row('an awaited Map lookup behind an async function', of(ours, 'map'), of(ours, 'map')),
          ...Object.keys(subjects).map((label) => row(`${label}, beside that`, of(label, 'get'), of(label, 'map'))),
          row('reading the clock, `Date.now()`', of(ours, 'clock'), of(ours, 'clock')),
          row('sallyport, `peek()`, beside that', of(ours, 'peek'), of(ours, 'clock')),
        ]),
      )
    } finally {
      await programs.remove()
      await server.stop()
    }
  },
}
