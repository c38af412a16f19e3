// A process that is a bare node:http server: it reads each request whole and answers the same bytes. What a server costs that does nothing.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from './asked-by-parent.ts'

const body = process.argv[2] ?? ''
const headers = { 'content-type': 'application/x-amz-json-1.1', 'content-length': Buffer.byteLength(body) }
const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.writeHead(200, headers).end(body))
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo // a TCP server that listens has a port
  process.send?.({ port, region: 'us-east-1', accessKeyId: '', secretAccessKey: '' })
})
answerParent(
  () =>
    new Promise((stopped) => {
      server.close(() => stopped())
      server.closeAllConnections()
    }),
)
