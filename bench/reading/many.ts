// Many reads at once, in a process that read nothing before: requests, counted at the server, and time.
import { type ServerProcess, startServer } from '../load/server-process.ts'
import { inTurn } from '../measuring/in-turn.ts'
import { markdownTable } from '../measuring/markdown-table.ts'
import { type MeasuredNode, told } from '../measuring/measured-node.ts'
import { median, medianRatio } from '../measuring/samples.ts'
import { programFolder } from '../programs/bundled.ts'
import { readsAtOnce } from '../programs/reads-at-once.ts'
import type { Part } from './part.ts'
import { type Peers, parameterPeers, secretPeers } from './peers.ts'

const secrets = Array.from({ length: 20 }, (_, i) => `bench/key-${i}`)
const parameters = Array.from({ length: 10 }, (_, i) => `/bench/key-${i}`)

const cases: readonly { title: string; names: readonly string[]; atOnce: number; peers: Peers }[] = [
  { title: '1,000 first reads of one secret at once', names: ['bench/key-0'], atOnce: 1000, peers: secretPeers },
  {
    title: '20 secrets at once',
    names: secrets,
    atOnce: 1,
    peers: { ...secretPeers, 'sallyport, `batch`': 'sallyport-batch', 'AWS SDK v3, BatchGetSecretValue': 'aws-sdk-batch' },
  },
  { title: '10 parameters at once', names: parameters, atOnce: 1, peers: parameterPeers },
]

export const many: Part = {
  name: 'many',
  title: 'Many at once',
  isPerNode: true,
  async run({ node, rounds = 7, print }) {
    const server = await startServer()
    try {
      for (const name of secrets) await server.store(name, `the value of ${name}`)
      for (const name of parameters) await server.storeParameter(name, `the value of ${name}`)
      for (const each of cases) {
        print(`\n${each.title}, of AWS on loopback, Node ${node.version}, medians of ${rounds}\n`)
        print(await tableOf(server, node, rounds, each))
      }
    } finally {
      await server.stop()
    }
  },
}

async function tableOf(server: ServerProcess, node: MeasuredNode, rounds: number, { names, atOnce, peers }: (typeof cases)[number]) {
  const programs = await programFolder()
  try {
    const files = new Map<string, string>()
    for (const [label, reader] of Object.entries(peers)) {
      files.set(label, await programs.bundle({ run: readsAtOnce, reader }))
    }
    const env = { ...server.environment, BENCH_NAMES: names.join(','), BENCH_AT_ONCE: String(atOnce) }
    const samplesOf = await inTurn(Object.keys(peers), rounds, async (label) => {
      await server.requests() // those of before
      const { ms } = await told<{ ms: number }>(node, files.get(label) ?? '', env)
      return { ms, requests: await server.requests() }
    })
    const [floor] = Object.keys(peers) as [string, ...string[]] // there are peers in every case
    const of = (label: string, figure: 'ms' | 'requests') => samplesOf(label).map((sample) => sample[figure])
    const row = (label: string) => [
      label,
      String(median(of(label, 'requests'))),
      median(of(label, 'ms')).toFixed(1),
      `${medianRatio(of(label, 'ms'), of(floor, 'ms')).toFixed(2)} ×`,
    ]
    return markdownTable([['reader', 'requests', 'ms', '× by hand'], ...Object.keys(peers).map(row)])
  } finally {
    await programs.remove()
  }
}
