/**
 * How many times slower than real time the clocks of a thousand environments have to go here. On AWS each has a processor of its own, so
 * that none of its time limits counts waiting for a thousand others; and what else this machine does is measured, too.
 */
export function slowness(): number {
  const forItself = 8
  const [busyMs, most] = [200, 30]
  const startedAt = performance.now()
  const before = process.cpuUsage()
  let usedMs = 0
  while (usedMs < busyMs) {
    const { user, system } = process.cpuUsage(before)
    usedMs = (user + system) / 1000
  }
  return Math.min(most, forItself * ((performance.now() - startedAt) / usedMs))
}
