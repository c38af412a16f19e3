import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Account } from '../../../account.ts'
import { AwsError } from '../../../aws-error.ts'
import type { Caller } from '../../../identity/caller.ts'
import type { Gate } from '../../../server/gate.ts'
import type { WireRequest } from '../../../wire/protocol.ts'
import type { FunctionRecord } from '../functions.ts'
import { invocationRefusal } from '../invocation-refusal.ts'
import { corsHeaders, type HeaderList, isPreflight, preflightHeaders } from './cors.ts'
import { type FunctionUrlRecord, urlPrefix } from './function-urls.ts'
import { urlEvent } from './url-event.ts'
import { refusedTo, refusedToAnyone } from './url-permission.ts'
import { badGateway, type UrlResponse, urlResponse } from './url-response.ts'

/** Source: "Lambda quotas", invocation payload (6 MB). */
const maxBodyBytes = 6 * 1024 * 1024

/** Answers a request to a function's URL: anybody's, a browser page's included, as far as the URL's own settings let it. */
export function handleUrl(request: IncomingMessage, response: ServerResponse, gate: Gate): void {
  const requestId = randomUUID()
  answerTo(request, gate, requestId)
    .catch((error: unknown) => {
      gate.onInternalError(error, 'a function URL')
      return badGateway
    })
    .then(
      (answer) => send(response, answer, requestId),
      () => response.destroy(), // what could not be sent cannot be told either
    )
}

async function answerTo(request: IncomingMessage, gate: Gate, requestId: string): Promise<UrlResponse> {
  const { id, target } = partsOf(request.url ?? '')
  const owner = gate.functionUrlOwners.of(id)
  const account = owner && gate.at(owner.accountId, owner.region)
  const received = await gate.received(request, maxBodyBytes)
  if (owner === undefined || account === undefined || !account.functions.has(owner.functionName)) return message(404, 'Not Found')
  if (received === undefined) return message(413, 'Request Entity Too Large')
  const record = account.functions.find(owner.functionName)
  const { url } = record
  if (url?.id !== id) return message(404, 'Not Found')

  const { origin } = received.headers
  if (url.cors !== undefined && isPreflight(received.method, received.headers)) {
    return { status: 200, headers: [...preflightHeaders(url.cors, origin)], body: Buffer.of() }
  }
  const headers = url.cors === undefined ? [] : corsHeaders(url.cors, origin)
  const answer = await authorizedAnswer({
    request,
    received,
    target,
    record,
    url,
    account,
    gate,
    requestId,
  })
  return { ...answer, headers: withCors(answer.headers, headers) }
}

/** The URL's id, and the path and query that the function sees. */
function partsOf(url: string): { id: string; target: string } {
  const rest = url.slice(urlPrefix.length)
  const end = rest.search(/[/?]/)
  if (end < 0) return { id: rest, target: '/' }
  const target = rest.slice(end)
  return { id: rest.slice(0, end), target: target.startsWith('/') ? target : `/${target}` }
}

interface Call {
  readonly request: IncomingMessage
  readonly received: WireRequest
  readonly target: string
  readonly record: FunctionRecord
  readonly url: FunctionUrlRecord
  readonly account: Omit<Account, 'caller'>
  readonly gate: Gate
  readonly requestId: string
}

async function authorizedAnswer(call: Call): Promise<UrlResponse> {
  const { url, record, account, gate, received } = call
  if (url.authType === 'NONE') {
    const refused = gate.isEnforcing ? refusedToAnyone(record) : undefined
    return refused === undefined ? await functionAnswer(call) : forbidden(`The function's policy does not allow ${refused} to everybody.`)
  }
  let caller: Caller
  try {
    caller = gate.authenticate(received, 'lambda').caller
  } catch (error) {
    if (error instanceof AwsError) return message(403, error.message)
    throw error
  }
  const refused = gate.isEnforcing ? refusedTo({ ...account, caller }, record, received.sourceIp) : undefined
  return refused === undefined ? await functionAnswer(call, caller) : forbidden(refused)
}

async function functionAnswer({ request, received, target, record, url, account, requestId }: Call, caller?: Caller): Promise<UrlResponse> {
  const { method, rawHeaders, body, sourceIp } = received
  const event = urlEvent(
    { method, target, rawHeaders, body, httpVersion: request.httpVersion, sourceIp },
    { urlId: url.id, domainName: request.headers.host ?? '', requestId, ...(caller !== undefined && { caller }), now: account.now() },
  )
  const { runtime } = account.functions
  try {
    const { payload, functionError } = await runtime.invoke(account.functions.deploymentOf(record), {
      requestId,
      event: JSON.stringify(event),
    })
    return functionError === undefined ? urlResponse(payload) : badGateway
  } catch (error) {
    const refusal = invocationRefusal(error)
    return refusal.status === 429 ? message(429, refusal.message) : badGateway
  }
}

/** The settings of the URL stand above what the function says. */
function withCors(headers: HeaderList, cors: HeaderList): HeaderList {
  const named = new Set(cors.map(([name]) => name).filter((name) => name !== 'vary'))
  return [...headers.filter(([name]) => !named.has(name.toLowerCase())), ...cors]
}

function forbidden(reason: string): UrlResponse {
  const words =
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'
  return message(403, `${words} (${reason})`)
}

function message(status: number, text: string): UrlResponse {
  return { status, headers: [['content-type', 'application/json']], body: Buffer.from(JSON.stringify({ Message: text })) }
}

function send(response: ServerResponse, { status, headers, body }: UrlResponse, requestId: string): void {
  response.statusCode = status
  for (const [name, value] of headers) response.appendHeader(name, value)
  response.setHeader('x-amzn-requestid', requestId)
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length)
  response.end(status === 204 || status === 304 ? undefined : body)
}
