import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'

const certificateFile = fileURLToPath(new URL('../../certificate/localhost.pem', import.meta.url))
const keyFile = fileURLToPath(new URL('../../certificate/localhost-key.pem', import.meta.url))

/** Ends TLS on a port of its own and passes the bytes on to `port` as they are; AWS on loopback itself speaks http only. */
export async function serveOverTls(port: number) {
  const sockets = new Set<Socket>()
  const server = createServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) }, (outside) => {
    const inside = connect(port, '127.0.0.1')
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => sockets.delete(one))
    }
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the TLS front has no port')
  return {
    endpoint: `https://localhost:${address.port}`,
    certificateFile,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
