import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** What AWS does; `cut` closes each connection that was there before, when its next request comes. */
export type Mood = 'well' | 'error500' | 'throttled' | 'hangs' | 'denied' | 'missing' | 'cut'

/**
 * The answers of Secrets Manager's GetSecretValue alone, without a check of signatures or permissions: a bare `node:http` server, since
 * it has to hang, and to close its connections while its client is stopped.
 */
export async function startTroubledAws() {
  const sockets = new Set<Socket>()
  let old: ReadonlySet<Socket> = new Set()
  let mood: Mood = 'well'
  let value = ''
  let requests = 0

  const server = createServer((request, response) => {
    requests += 1
    request.resume()
    request.on('end', () => {
      if (mood === 'cut' && old.has(request.socket)) request.socket.destroy()
      else if (mood !== 'hangs') answer(response, answerIn(mood, value))
    })
  })
  server.keepAliveTimeout = 60_000 // only the trouble that is asked for closes a connection
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server that listens has a port
    /** From now on it answers so, with this value when it is well; counted anew. */
    becomes(next: Mood, nextValue: string) {
      old = new Set(sockets)
      mood = next
      value = nextValue
      requests = 0
    },
    /** Closes the connections that clients keep. */
    closeKept() {
      for (const socket of sockets) socket.destroy()
    },
    requests: () => requests,
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

type Answer = readonly [status: number, body: object]

// Secrets Manager API Reference, "GetSecretValue" and "Common Error Types": what is throttled comes as a 400 too.
const refusals: Record<Exclude<Mood, 'well' | 'hangs' | 'cut'>, Answer> = {
  error500: [500, { __type: 'InternalServiceError', Message: 'An error occurred on the server side.' }],
  throttled: [400, { __type: 'ThrottlingException', message: 'Rate exceeded' }],
  denied: [400, { __type: 'AccessDeniedException', Message: 'User is not authorized to perform: secretsmanager:GetSecretValue' }],
  missing: [400, { __type: 'ResourceNotFoundException', Message: "Secrets Manager can't find the specified secret." }],
}

function answerIn(mood: Exclude<Mood, 'hangs'>, value: string): Answer {
  if (mood !== 'well' && mood !== 'cut') return refusals[mood]
  return [
    200,
    {
      ARN: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:bench/key-AbCdEf',
      Name: 'bench/key',
      SecretString: value,
      VersionId: value === 'the old value' ? '00000000-0000-4000-8000-000000000001' : '00000000-0000-4000-8000-000000000002',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: 1785000000.123,
    },
  ]
}

function answer(response: ServerResponse, [status, body]: Answer): void {
  response
    .writeHead(status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': '00000000-0000-4000-8000-00000000000a',
    })
    .end(JSON.stringify(body))
}
