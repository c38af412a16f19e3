import type { IncomingMessage } from 'node:http'

/**
 * Why a request that Node.js took for HTTP is none for a server that must know whom it is meant for, or `undefined`.
 * Source: RFC 9112, sections 3.2 (one Host) and 3.2.2 (a whole URL is what a proxy is sent, and this is none).
 */
export function malformedRefusal({ rawHeaders, url = '' }: IncomingMessage): string | undefined {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  if (hosts.length !== 1) return 'the request needs exactly one Host header'
  return url.startsWith('/') ? undefined : 'the request needs a path that begins with a slash'
}
