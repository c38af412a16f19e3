import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import { fileURLToPath } from 'node:url'

const certificateFile = fileURLToPath(new URL('../../certificate/loopback.pem', import.meta.url))
const keyFile = fileURLToPath(new URL('../../certificate/loopback-key.pem', import.meta.url))

/**
 * Ends TLS and passes the bytes on to `port` as they are; AWS on loopback itself speaks http only. It has the same port on another
 * loopback address, since the server takes no request that names another port.
 */
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
    server.listen(port, '127.0.0.2', listening)
  })
  return {
    endpoint: `https://127.0.0.2:${port}`,
    certificateFile,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
