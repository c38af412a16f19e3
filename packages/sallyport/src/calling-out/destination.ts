import { badDeclaration } from '../bad-declaration.ts'
import { callError } from './call-error.ts'

/** Where a call goes: the parsed URL, never the string it was given as. */
export interface Destination {
  readonly url: URL
  readonly isDeclared: boolean
  readonly isLoopback: boolean
}

/** The origins of declared hosts; the parser would make others out of much, and the pin would not be what a reader of the code sees. */
export function originsOf(hosts: readonly string[]): string[] {
  if (!Array.isArray(hosts)) throw notHost(hosts)
  return hosts.map((host) => {
    const address = `https://${host}`
    // a name, since its last label begins with a letter: a number is an address to the parser
    if (typeof host === 'string' && /^([\w-]+\.)*[a-z][\w-]*(:\d+)?$/i.test(host) && URL.canParse(address))
      return originOf(new URL(address))
    throw notHost(host)
  })
}

const notHost = (host: unknown) => badDeclaration(host, 'is not a host: write hosts as a list like ["api.example.com"]')

/**
 * Parses `target` and holds it against the declared origins. Both sides are compared after parsing (WHATWG URL), as protocol and host:
 * letter case, a default port and the parser's other normalisations do not matter, and a look-alike, a trailing dot or another port do.
 * An undeclared loopback address passes here; whether the value may travel there is `mayTravel`'s to say.
 */
export function destinationOf(target: string | URL, declared: readonly string[], secret: string): Destination {
  const url = parsed(String(target), declared[0])
  if (url === undefined) throw callError('HOST_NOT_ALLOWED', secret, 'names neither a path nor a URL: begin a path with one /')
  if (url.username + url.password !== '') {
    throw callError('HOST_NOT_ALLOWED', secret, 'may not have user info in its URL: leave it out')
  }
  const destination = { url, isDeclared: declared.includes(originOf(url)), isLoopback: isLoopback(url) }
  if (destination.isDeclared || destination.isLoopback) return destination
  throw callError('HOST_NOT_ALLOWED', secret, `may not go to ${originOf(url)}: its hosts are ${declared.join(', ')}`)
}

/** Refuses a value from AWS on its way to an undeclared loopback address, and any value while TLS certificates are not checked. */
export function mayTravel(destination: Destination, fromLoopback: boolean, secret: string, env: NodeJS.ProcessEnv): void {
  const { url, isDeclared, isLoopback } = destination
  if (!isDeclared && !fromLoopback) {
    throw callError('HOST_NOT_ALLOWED', secret, `may not go to ${originOf(url)}: only a value read from AWS on loopback may`)
  }
  if (!isLoopback && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    const complaint = 'may not go out with NODE_TLS_REJECT_UNAUTHORIZED=0: unset it, or use NODE_EXTRA_CA_CERTS'
    throw callError('HOST_NOT_ALLOWED', secret, complaint)
  }
}

/** A path is taken against the first declared host and must stay there; anything that parses by itself is an absolute URL. */
function parsed(target: string, base: string | undefined): URL | undefined {
  const absolute = urlOf(target)
  if (absolute || base === undefined || !target.startsWith('/')) return absolute
  const url = urlOf(target, base)
  return url && originOf(url) === base ? url : undefined // `//evil`, `/\evil` and `/<tab>/evil` parse, and leave the host
}

// not by `URL.canParse`: that of Node 20 and 22 refuses a Latin-1 letter in a host once V8 has optimised what calls it
function urlOf(target: string, base?: string): URL | undefined {
  try {
    return new URL(target, base)
  } catch {
    return undefined
  }
}

// not `url.origin`: that of `blob:https://host/` is the inner URL's
function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`
}

// after parsing, so 0x7f.1 and 2130706433 have become dotted quads
function isLoopback(url: URL): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(originOf(url))
}
