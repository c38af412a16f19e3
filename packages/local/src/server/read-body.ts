import type { IncomingMessage } from 'node:http'

/** Bytes still taken, and thrown away, from a sender that was told its body is too large: it reads the answer only after sending. */
const discardedBytes = 128 * 1024 * 1024

/**
 * Reads a whole body, or says once that it is larger than the limit; the rest of it is thrown away, not kept.
 * @param whole called with the body, or `undefined` for one that is too large; never when the sender goes away
 */
export function readBody(request: IncomingMessage, limitBytes: number, whole: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  let isTooLarge = Number(request.headers['content-length'] ?? 0) > limitBytes
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (!isTooLarge && bytes <= limitBytes) chunks.push(chunk)
    else {
      isTooLarge = true
      chunks.length = 0
      if (bytes > discardedBytes) request.destroy()
    }
  })
  request.on('end', () => {
    if (isTooLarge) whole(undefined)
    else whole(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks))
  })
  request.on('error', () => {}) // the sender went away in the middle: there is nobody to answer
}
