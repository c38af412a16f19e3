import { isIPv4 } from 'node:net'

/** Whether requests to `endpoint` stay on this machine: nothing but `http` to a loopback address, with no user info and no path. */
export function isLoopbackEndpoint(endpoint: string): boolean {
  if (!URL.canParse(endpoint)) return false
  const { protocol, hostname, username, password, pathname } = new URL(endpoint)
  if (protocol !== 'http:' || username !== '' || password !== '' || pathname !== '/') return false
  return hostname === 'localhost' || hostname === '[::1]' || (isIPv4(hostname) && hostname.startsWith('127.'))
}
