import { awsError } from '../../aws-error.ts'

export type InvocationType = 'RequestResponse' | 'Event' | 'DryRun'

/** Source: "Lambda quotas", invocation payload: 6 MB in and out, 1 MB asynchronous. */
const maxBytesByType: Readonly<Record<InvocationType, number>> = {
  RequestResponse: 6 * 1024 * 1024,
  DryRun: 6 * 1024 * 1024,
  Event: 1024 * 1024,
}

/** The event as text, checked to be JSON; nothing sent is an empty object. */
export function eventOf(payload: Uint8Array | undefined, type: InvocationType): string {
  if (payload === undefined || payload.length === 0) return '{}'
  if (payload.length > maxBytesByType[type]) {
    throw awsError(
      'RequestTooLargeException',
      `Request must be smaller than ${maxBytesByType[type]} bytes for the InvokeFunction operation`,
      {
        status: 413,
      },
    )
  }
  const event = Buffer.from(payload).toString('utf8')
  if (parsed(event) === undefined) {
    throw awsError('InvalidRequestContentException', 'Could not parse request body into json: Could not parse payload into json')
  }
  return event
}

/**
 * The client context, sent as base64, as JSON that can travel in a header.
 * Source: API reference, Invoke, `X-Amz-Client-Context` (base64 of JSON, up to 3,583 bytes).
 */
export function clientContextOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const context = parsed(Buffer.from(header, 'base64').toString('utf8'))
  if (header.length > 3583 || typeof context !== 'object') {
    throw awsError('InvalidRequestContentException', 'Client context must be a valid Base64-encoded JSON object.')
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything but ASCII is what must be written as an escape
  return JSON.stringify(context).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `undefined` for what is no JSON, which no JSON text can mean. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
