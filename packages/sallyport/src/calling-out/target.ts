/**
 * What `fetch` takes: a path on the first declared host, or an absolute URL on a declared one. A literal that would go elsewhere does
 * not compile, and the error is a sentence; what is put together at run time is checked there (`destinationOf`).
 */
export type Target<P extends string, H extends string> = P extends unknown
  ? IsLiteral<P> extends false
    ? P
    : P extends LeavesItsHost
      ? NotDeclared<H>
      : P extends `/${string}` | `https://${H}/${string}` | Loopback
        ? P
        : NotDeclared<H>
  : never

type NotDeclared<H extends string> = `not a declared host: use https://${H}/... or a path that begins with one /`

// `string` and templates with a hole become an index signature, which an object of no keys fits; a literal becomes a key it lacks
type IsLiteral<P extends string> = Record<never, never> extends Record<P, 1> ? false : true

// WHATWG URL, "relative slash state": a second slash or a backslash begins a host
type LeavesItsHost = `//${string}` | `/\\${string}`

type Loopback = `${'http' | 'https'}://${'127.0.0.1' | 'localhost' | '[::1]'}${':' | '/'}${string}`
