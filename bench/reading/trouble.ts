// What a function gets when its value's life is over and AWS is in trouble, and what it costs: words, requests, time.
import { markdownTable } from '../measuring/markdown-table.ts'
import { median } from '../measuring/samples.ts'
import { programFolder } from '../programs/bundled.ts'
import { invocations } from '../programs/invocations.ts'
import { inWords } from '../trouble/in-words.ts'
import { afterFreeze, type Played, type Stage, type Trouble, tenOfMissing } from '../trouble/played.ts'
import type { Part } from './part.ts'
import { secretPeers } from './peers.ts'

const troubles: readonly Trouble[] = [
  { title: 'The value was rotated, AWS is well', mood: 'well' },
  { title: 'AWS answers 500', mood: 'error500' },
  { title: 'AWS throttles (HTTP 400, ThrottlingException)', mood: 'throttled' },
  { title: 'AWS takes the request and does not answer', mood: 'hangs' },
  { title: 'The role may not read it any more (AccessDeniedException)', mood: 'denied' },
  { title: 'AWS closed the kept connection during the freeze; the value was rotated', mood: 'well', closesKept: true },
  { title: 'The kept connection breaks when it is used; the value was rotated', mood: 'cut' },
]

type Row = readonly [reader: string, played: readonly Played[]]

export const trouble: Part = {
  name: 'trouble',
  title: 'When AWS is in trouble',
  isPerNode: true,
  async run({ node, rounds = 1, patienceMs, print }) {
    const programs = await programFolder()
    try {
      const files = new Map<string, string>()
      for (const [label, reader] of Object.entries(secretPeers)) files.set(label, await programs.bundle({ run: invocations, reader }))
      // One trouble after another, the peers of each at the same time: what is measured is waiting, not work.
      const rowsOf = (play: (stage: Stage) => Promise<Played>): Promise<Row[]> =>
        Promise.all(
          [...files].map(async ([label, file]) => [label, await inRounds(rounds, () => play({ node, file, patienceMs }))] as const),
        )

      print(
        `\nFrom a bare node:http server in the place of Secrets Manager, Node ${node.version}, rounds: ${rounds}. The value lives for a`,
      )
      print('second; the process is stopped for longer than that, as Lambda freezes it, meanwhile the trouble begins; then it reads twice.')
      for (const each of troubles) {
        print(`\n${each.title}\n`)
        print(twoReads(await rowsOf((stage) => afterFreeze(stage, each)), patienceMs))
      }
      print('\nTen reads, one after another, of a secret that does not exist\n')
      print(tenReads(await rowsOf(tenOfMissing), patienceMs))
    } finally {
      await programs.remove()
    }
  },
}

async function inRounds<T>(rounds: number, play: () => Promise<T>): Promise<T[]> {
  const played: T[] = []
  for (let round = 0; round < rounds; round += 1) played.push(await play())
  return played
}

function twoReads(rows: readonly Row[], patienceMs: number): string {
  const read = (played: readonly Played[], index: number) => [
    inWords(played, index, patienceMs),
    median(played.map(({ reads }) => reads[index]?.ms ?? Number.NaN)).toFixed(1),
  ]
  const head = ['reader', 'next read', 'ms', 'the one after', 'ms', 'requests']
  return markdownTable([head, ...rows.map(([label, played]) => [label, ...read(played, 0), ...read(played, 1), requestsOf(played)])], {
    words: [0, 1, 3],
  })
}

function tenReads(rows: readonly Row[], patienceMs: number): string {
  const inAll = (played: readonly Played[]) => median(played.map(({ reads }) => reads.reduce((sum, { ms }) => sum + ms, 0))).toFixed(0)
  const head = ['reader', 'outcome', 'ms in all', 'requests']
  return markdownTable(
    [head, ...rows.map(([label, played]) => [label, inWords(played, 0, patienceMs), inAll(played), requestsOf(played)])],
    { words: [0, 1] },
  )
}

const requestsOf = (played: readonly Played[]) => String(median(played.map(({ requests }) => requests)))
