import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OnInternalError } from '../internal-error.ts'
import { readBody } from '../server/read-body.ts'
import { splitOnce } from '../server/wire-request.ts'
import { type Control, type Controlled, ControlRefusal } from './control.ts'
import { controls } from './controls.ts'

export const controlPrefix = '/_sallyport/'

const bodyLimitBytes = 1024 * 1024

interface ControlParts {
  readonly token: string
  readonly server: Controlled
  readonly onInternalError: OnInternalError
}

/** Answers `/_sallyport/…`, which only who knows the control token may use. */
export function handleControl(request: IncomingMessage, response: ServerResponse, { token, server, onInternalError }: ControlParts): void {
  const [path, query] = splitOnce(request.url ?? '')
  const name = path.slice(controlPrefix.length)
  const named = controls.filter((each) => each.name === name)
  const control = named.find(({ method }) => method === request.method)
  readBody(request, bodyLimitBytes, (body) => {
    if (control?.isOpen !== true && !hasToken(request, token)) answer(401, wrongToken)
    else if (control === undefined) answer(named.length > 0 ? 405 : 404, { message: `there is no control ${request.method} ${path}` })
    else if (body === undefined) answer(413, { message: 'the body is too large' })
    else void runControl(control, body).then(({ status, result }) => answer(status, result))
  })

  async function runControl(control: Control, body: Buffer): Promise<{ status: number; result: unknown }> {
    try {
      return { status: 200, result: await control.run({ query: new URLSearchParams(query), body: parsed(body) }, server) }
    } catch (error) {
      if (error instanceof ControlRefusal) return { status: 400, result: { message: error.message } }
      onInternalError(error, `control ${control.name}`)
      return { status: 500, result: { message: `${control.name} failed` } }
    }
  }

  function answer(status: number, body: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

const wrongToken = { message: 'the control token is missing or wrong: send it as "Authorization: Bearer TOKEN"' }

function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString())
  } catch {
    throw new ControlRefusal('the body is not JSON')
  }
}
