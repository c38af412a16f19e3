import { startServer } from '../load/server-process.ts'
import { programFolder } from '../programs/bundled.ts'
import { serveExternalApi } from './external-api.ts'
import { serveOverTls } from './tls-front.ts'

/** What a process of the cold start meets over one scheme, and is told in its environment. */
export interface Scheme {
  scheme: 'http' | 'TLS'
  environment: Record<string, string>
}

export interface ColdStage {
  programs: Awaited<ReturnType<typeof programFolder>>
  schemes: readonly Scheme[]
}

/** AWS on loopback with a secret and a parameter, and an external API that takes their value as its key, over http and over TLS. */
export async function onColdStage(play: (stage: ColdStage) => Promise<void>): Promise<void> {
  const value = 'a-value-of-no-use-to-anyone'
  const server = await startServer()
  const api = await serveExternalApi(value)
  const [tls, tlsApi] = [await serveOverTls(server.port), await serveOverTls(api.port)]
  const programs = await programFolder()
  try {
    await server.store('bench/key', value)
    await server.storeParameter('/bench/key', value)
    await play({
      programs,
      schemes: [
        { scheme: 'http', environment: { ...server.environment, BENCH_API: `http://127.0.0.1:${api.port}/v1/balance` } },
        {
          scheme: 'TLS',
          environment: {
            ...server.environment,
            AWS_ENDPOINT_URL: tls.endpoint,
            BENCH_API: `${tlsApi.endpoint}/v1/balance`,
            NODE_EXTRA_CA_CERTS: tls.certificateFile,
          },
        },
      ],
    })
  } finally {
    await programs.remove()
    await Promise.all([tls.stop(), tlsApi.stop()])
    await Promise.all([server.stop(), api.stop()])
  }
}
