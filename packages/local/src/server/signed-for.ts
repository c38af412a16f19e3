import type { WireRequest } from '../wire/protocol.ts'

/** The service in the credential scope, read loosely: whether the signature holds is asked later. */
export function signedFor({ headers, query }: WireRequest): string | undefined {
  const scope = /Credential=([^,\s&]+)/.exec(headers.authorization ?? query)?.[1]
  return scope?.split(/\/|%2F/i)[3]
}
