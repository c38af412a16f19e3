import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'

// On Node 20 the SDK warns that later versions of it will not run there; this one does.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

/** What the server's process tells once it listens. */
export interface Listening {
  port: number
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** A server in a process of its own, so that its CPU time is its own. */
export interface ServerProcess extends Listening {
  endpoint: string
  /** The variables a client of it needs, and no others. */
  environment: Record<string, string>
  store(name: string, value: string): Promise<void>
  /** A `SecureString`. */
  storeParameter(name: string, value: string): Promise<void>
  /** Requests that came in since the last time this was asked. */
  requests(): Promise<number>
  /** CPU time the server has used so far, in microseconds. */
  cpuMicros(): Promise<number>
  stop(): Promise<void>
}

/** Starts AWS on loopback, in memory; or, with `constant`, a bare `node:http` server that answers those bytes to everything. */
export async function startServer({ constant }: { constant?: string } = {}): Promise<ServerProcess> {
  const file = constant === undefined ? './loopback-aws.js' : './bare-http.js'
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), constant === undefined ? [] : [constant], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const { port, region, accessKeyId, secretAccessKey } = await answerOf<Listening>(child)
  const endpoint = `http://localhost:${port}`
  return {
    port,
    region,
    accessKeyId,
    secretAccessKey,
    endpoint,
    environment: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: endpoint,
      BENCH_SECRET: 'bench/key',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // its warning of Node 20 would be measured too
    },
    async store(name, value) {
      const client = new SecretsManagerClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
      await client.send(new CreateSecretCommand({ Name: name, SecretString: value }))
      client.destroy()
    },
    async storeParameter(name, value) {
      const client = new SSMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } })
      await client.send(new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString' }))
      client.destroy()
    },
    requests() {
      child.send('requests')
      return answerOf<number>(child)
    },
    cpuMicros() {
      child.send('cpu')
      return answerOf<number>(child)
    },
    async stop() {
      const exited = once(child, 'exit')
      child.send('stop')
      await exited
    },
  }
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const waiting = new AbortController()
  try {
    const [answer] = await Promise.race([
      once(child, 'message', waiting),
      once(child, 'exit', waiting).then(([code]) => {
        throw new Error(`the server's process ended with ${code}`)
      }),
    ])
    return answer as T // our own processes below send nothing else
  } finally {
    waiting.abort() // takes the listeners away
  }
}
