// AWS on loopback under load: signed GetSecretValue from 32 kept connections, permission-checked and recorded, beside a bare node:http
// server that answers a constant of the same size to the same signed requests. Rounds take turns, so both meet the same machine.
//   npm run bench:local [-- rounds]
import { loadFrom } from './load/clients.ts'
import { type ServerProcess, startServer } from './load/server-process.ts'
import { signedGetSecretValue } from './load/signed-request.ts'
import { markdownTable } from './measuring/markdown-table.ts'
import { median, medianRatio } from './measuring/samples.ts'

const rounds = Number(process.argv[2] ?? 7)
const clients = 32
const forMs = 2_000

const aws = await startServer()
await aws.store('bench/key', 'a value of no use to anyone')
const answer = JSON.stringify({
  ARN: `arn:aws:secretsmanager:${aws.region}:123456789012:secret:bench/key-AbCdEf`,
  CreatedDate: 1785000000.123,
  Name: 'bench/key',
  SecretString: 'a value of no use to anyone',
  VersionId: '01234567-89ab-cdef-0123-456789abcdef',
  VersionStages: ['AWSCURRENT'],
})
const bare = await startServer({ constant: answer })
try {
  const request = signedGetSecretValue(aws, 'bench/key')
  const samples = { aws: [] as Sample[], bare: [] as Sample[] }
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, server] of [
      ['aws', aws],
      ['bare', bare],
    ] as const) {
      const sample = await measure(server, request)
      if (round >= 0) samples[name].push(sample) // the first round lets the compiler settle
    }
  }
  const of = (name: keyof typeof samples, figure: keyof Sample) => samples[name].map((sample) => sample[figure])
  const row = (label: string, name: keyof typeof samples) => [
    label,
    median(of(name, 'perSecond')).toFixed(0),
    `${medianRatio(of(name, 'perSecond'), of('bare', 'perSecond')).toFixed(2)} ×`,
    median(of(name, 'cpuMicros')).toFixed(1),
    `${medianRatio(of(name, 'cpuMicros'), of('bare', 'cpuMicros')).toFixed(2)} ×`,
  ]
  console.log(`\nSigned GetSecretValue, ${clients} connections, Node ${process.versions.node}, medians of ${rounds}\n`)
  console.log(
    markdownTable([
      ['server', 'requests/s', '× bare', 'CPU µs a request', '× bare'],
      row('AWS on loopback', 'aws'),
      row('bare node:http', 'bare'),
    ]),
  )
} finally {
  await Promise.all([aws.stop(), bare.stop()])
}

interface Sample {
  perSecond: number
  cpuMicros: number
}

async function measure(server: ServerProcess, request: Buffer): Promise<Sample> {
  const before = await server.cpuMicros()
  const { answered, seconds } = await loadFrom(server.port, request, { clients, forMs })
  return { perSecond: answered / seconds, cpuMicros: ((await server.cpuMicros()) - before) / answered }
}
