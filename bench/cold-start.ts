// Process start to first value: a fresh process reads one secret from AWS on loopback, over http and over TLS.
// Readers run in turn, round after round, so that each figure is beside its peers of the same seconds.
//   npm run bench:cold [-- rounds]
import { spawn } from 'node:child_process'
import { bundleReaders, type Reader, readers } from './cold-start/bundles.ts'
import { serveOverTls } from './cold-start/tls-front.ts'
import { startServer } from './load/server-process.ts'
import { markdownTable } from './measuring/markdown-table.ts'
import { median, medianRatio } from './measuring/samples.ts'

interface Sample {
  wallMs: number
  cpuMs: number
}

const rounds = Number(process.argv[2] ?? 25)
const server = await startServer()
const tls = await serveOverTls(server.port)
const bundles = await bundleReaders()
try {
  await server.store('bench/key', 'a value of no use to anyone')
  for (const { scheme, endpoint, environment } of [
    { scheme: 'http', endpoint: server.endpoint, environment: {} },
    { scheme: 'TLS', endpoint: tls.endpoint, environment: { NODE_EXTRA_CA_CERTS: tls.certificateFile } },
  ]) {
    const samples = Object.fromEntries(readers.map((reader) => [reader, []])) as unknown as Record<Reader, Sample[]> // filled below
    for (let round = -1; round < rounds; round += 1) {
      for (const reader of readers) {
        const sample = await readOnce(bundles.fileOf(reader), { ...server.environment, ...environment, AWS_ENDPOINT_URL: endpoint })
        if (round >= 0) samples[reader].push(sample) // the first round warms the disk's cache
      }
    }
    print(scheme, samples)
  }
} finally {
  await bundles.remove()
  await tls.stop()
  await server.stop()
}

/** Runs one reader in a fresh process that has nothing in its environment but what is given. */
async function readOnce(file: string, environment: Record<string, string>): Promise<Sample> {
  const startedAt = performance.timeOrigin + performance.now()
  const child = spawn(process.execPath, [file], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  const code = await new Promise<number | null>((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`${file} ended with ${code}`)
  const { readAt, cpuMs } = JSON.parse(output) as { readAt: number; cpuMs: number }
  return { wallMs: readAt - startedAt, cpuMs }
}

function print(scheme: string, samples: Record<Reader, Sample[]>) {
  const of = (reader: Reader, figure: keyof Sample) => samples[reader].map((sample) => sample[figure])
  const row = (reader: Reader) => [
    reader,
    median(of(reader, 'wallMs')).toFixed(1),
    `${medianRatio(of(reader, 'wallMs'), of('by hand', 'wallMs')).toFixed(2)} ×`,
    median(of(reader, 'cpuMs')).toFixed(1),
    `${medianRatio(of(reader, 'cpuMs'), of('by hand', 'cpuMs')).toFixed(2)} ×`,
  ]
  console.log(`\nProcess start to first value over ${scheme}, Node ${process.versions.node}, medians of ${rounds}\n`)
  console.log(markdownTable([['reader', 'wall ms', '× by hand', 'CPU ms', '× by hand'], ...readers.map(row)]))
  const toSdk = (figure: keyof Sample) => medianRatio(of('sallyport', figure), of('AWS SDK v3', figure)).toFixed(2)
  console.log(`\nsallyport beside AWS SDK v3 over ${scheme}: ${toSdk('wallMs')} × its wall time, ${toSdk('cpuMs')} × its CPU time`)
}
