/** Only a declared host, over https; a loopback address too where AWS itself is on loopback. */
export function targetOf(target: string, hosts: readonly string[], env: Readonly<Record<string, string | undefined>> = process.env): URL {
  const url = new URL(target, `https://${hosts[0] ?? ''}`)
  const isDeclared = url.protocol === 'https:' && hosts.some((host) => url.host === new URL(`https://${host}`).host)
  const isLocal = isLoopback(target) && isLoopback(env['AWS_ENDPOINT_URL'] ?? '')
  if (url.username + url.password !== '' || !(isDeclared || isLocal)) throw new Error(`the secret may not go to ${url.host}`)
  return url
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(address).hostname)
}
