import { callError } from './call-error.ts'

/** `method` in capitals; by default GET, and POST when there is something to send. */
export function methodOf(method: string | undefined, hasContent: boolean, secret: string): string {
  const name = String(method ?? (hasContent ? 'POST' : 'GET')).toUpperCase()
  // Fetch standard, "forbidden method": CONNECT opens a tunnel to elsewhere, TRACE asks for the credential to be sent back
  if (/^(?!(CONNECT|TRACE|TRACK)$)[A-Z]+$/.test(name)) return name
  throw callError('CALL_FAILED', secret, 'may not use this method: name one like GET or POST')
}
