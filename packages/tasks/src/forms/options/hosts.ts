import type { FormOption } from '../form-option.ts'

/** RFC 1123, "Requirements for Internet Hosts", 2.1: no scheme, no path, no port. */
const hostName = /^(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+$/

/** What a host that a credential may go to has to be, where `host` is not; `undefined` where it is. */
export function hostProblem(host: string): string | undefined {
  return hostName.test(host) ? undefined : 'a host such as api.stripe.com, without https:// and path'
}

/** Where a credential may go. */
export const hosts: FormOption = {
  name: 'hosts',
  question: 'To which host may it be sent? (nothing: to none, it is only read)',
  placeholder: 'api.example.com',
  problem: hostProblem,
  written: (host) => [host],
  told: (host) => `sent to ${host} alone`,
}
