import type { IncomingHttpHeaders } from 'node:http'

/**
 * Why a request is turned away before anything of it is parsed, or `undefined` when it may come in. Any page a browser shows can send
 * requests to loopback; these three tell them from a program's.
 * @param options.anyOrigin for a function's URL, which obeys its own CORS settings
 */
export function guardRefusal(headers: IncomingHttpHeaders, port: number, { anyOrigin = false } = {}): string | undefined {
  const { host, origin, 'sec-fetch-site': site } = headers
  // a name that a page's own DNS points to loopback (DNS rebinding) is in Host
  if (host === undefined || !isLoopback(host, port)) return 'Host is not this machine: only 127.0.0.1, localhost and [::1] are served'
  if (anyOrigin) return undefined
  if (origin !== undefined && origin !== `http://${host}`) return 'Origin is another site: pages in a browser are not served'
  if (site !== undefined && site !== 'none' && site !== 'same-origin')
    return 'Sec-Fetch-Site is another site: pages in a browser are not served'
  return undefined
}

function isLoopback(host: string, port: number): boolean {
  const colon = host.endsWith(']') ? -1 : host.lastIndexOf(':')
  const name = (colon < 0 ? host : host.slice(0, colon)).toLowerCase()
  const isPort = colon < 0 ? port === 80 : host.slice(colon + 1) === String(port)
  return isPort && (name === 'localhost' || name === '[::1]' || isLoopbackAddress(name) || isLocalhostName(name))
}

/** 127.0.0.0/8, in its plain form alone: a browser resolves other spellings, a program has no need of them. */
function isLoopbackAddress(name: string): boolean {
  const parts = name.split('.')
  return parts.length === 4 && parts[0] === '127' && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
}

/** `secretsmanager.localhost`: browsers and resolvers keep names below localhost on this machine. Source: RFC 6761, section 6.3. */
function isLocalhostName(name: string): boolean {
  return /^([a-z0-9-]{1,63}\.)+localhost$/.test(name)
}
