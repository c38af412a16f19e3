import { connect } from 'node:net'

/**
 * Sends `request` over `clients` kept connections, each one after the other, for `forMs` milliseconds.
 * @returns requests answered and the time it took; throws at the first answer that is not 200
 */
export async function loadFrom(port: number, request: Buffer, { clients, forMs }: { clients: number; forMs: number }) {
  const startedAt = performance.now()
  const endsAt = startedAt + forMs
  const counts = await Promise.all(Array.from({ length: clients }, () => oneClient(port, request, endsAt)))
  return { answered: counts.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - startedAt) / 1000 }
}

/** One kept connection; an answer is whole when its head and its `content-length` bytes are there. */
function oneClient(port: number, request: Buffer, endsAt: number): Promise<number> {
  return new Promise((done, failed) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setNoDelay(true)
    let answered = 0
    let held = Buffer.alloc(0)
    socket.on('error', failed)
    socket.on('close', () => failed(new Error('the server closed the connection')))
    socket.on('data', (chunk) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const headEnd = held.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = held.toString('latin1', 0, headEnd)
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (held.length < headEnd + 4 + length) return
      if (!head.startsWith('HTTP/1.1 200'))
        return socket.destroy(new Error(`answered ${head.split('\r\n')[0]}: ${held.toString('utf8', headEnd + 4)}`))
      held = Buffer.alloc(0)
      answered += 1
      if (performance.now() < endsAt) return void socket.write(request)
      socket.removeAllListeners('close')
      socket.end()
      done(answered)
    })
  })
}
