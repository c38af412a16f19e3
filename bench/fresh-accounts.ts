// An account per test: POST /_sallyport/accounts, one after another over a kept connection, in memory and in a data folder (where the
// answer waits until it is on the disk). Then reads of the first account, before and beside all those accounts with a secret each.
//   npm run bench:accounts [-- accounts]
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { type Local, type LocalAccount, type LocalOptions, startLocal } from '@sallyport/local'
import { loadFrom } from './load/clients.ts'
import { signedGetSecretValue } from './load/signed-request.ts'
import { markdownTable } from './measuring/markdown-table.ts'
import { median } from './measuring/samples.ts'

// On Node 20 the SDK warns that later versions of it will not run there; this one does.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const count = Number(process.argv[2] ?? 2000)
const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
try {
  const inMemory = await measured({})
  const onDisk = await measured({ dataDir: join(folder, 'data'), environment: { XDG_CONFIG_HOME: join(folder, 'config') } })
  console.log(`\nPOST /_sallyport/accounts, ${count} accounts, Node ${process.versions.node}\n`)
  const row = (label: string, { ms, alone, beside }: Measured) => [
    label,
    median(ms).toFixed(2),
    slowest(ms, 0.99).toFixed(2),
    `${(beside / alone).toFixed(2)} ×`,
  ]
  const head = ['data', 'median ms', '99 of 100 within ms', "first account's reads a second, beside them"]
  console.log(markdownTable([head, row('in memory', inMemory), row('in a folder', onDisk)]))
} finally {
  agent.destroy()
  await rm(folder, { recursive: true, force: true })
}

interface Measured {
  /** What each account took to be answered. */
  ms: number[]
  /** Reads of the first account a second: alone, and beside all the others. */
  alone: number
  beside: number
}

async function measured(options: LocalOptions): Promise<Measured> {
  const local = await startLocal({ port: 0, ...options })
  try {
    await store(local)
    await readsPerSecond(local) // lets the compiler settle
    const alone = await readsPerSecond(local)
    const ms: number[] = []
    for (let made = 0; made < count; made += 1) {
      const startedAt = performance.now()
      const account = await askedFor(local)
      ms.push(performance.now() - startedAt)
      await store(account)
    }
    return { ms, alone, beside: await readsPerSecond(local) }
  } finally {
    await local.stop()
  }
}

async function askedFor({ endpoint, controlToken }: Local): Promise<LocalAccount> {
  const headers = { authorization: `Bearer ${controlToken}` }
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(`${endpoint}/_sallyport/accounts`, { method: 'POST', agent, headers }, resolve).on('error', reject).end()
  })
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`)
  return (await json(answer)) as LocalAccount // the server's own answer
}

async function store({ endpoint, region, ...credentials }: LocalAccount): Promise<void> {
  const client = new SecretsManagerClient({ endpoint, region, credentials })
  await client.send(new CreateSecretCommand({ Name: 'bench/key', SecretString: 'a value of no use to anyone' }))
  client.destroy()
}

async function readsPerSecond(local: Local): Promise<number> {
  const { answered, seconds } = await loadFrom(local.port, signedGetSecretValue(local, 'bench/key'), { clients: 8, forMs: 2_000 })
  return answered / seconds
}

/** What the given share of the samples does not exceed. */
function slowest(samples: readonly number[], share: number): number {
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length * share)] ?? Number.NaN
}
