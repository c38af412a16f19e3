/**
 * What every reader ends with: the moment its first value was there and the CPU time until then, on its own output.
 * Imported by each reader, so that it costs all of them the same.
 */
export function firstValue(value: string | undefined): void {
  const { user, system } = process.cpuUsage()
  if (value === undefined || value.length < 8) throw new Error('no value was read')
  process.stdout.write(JSON.stringify({ readAt: performance.timeOrigin + performance.now(), cpuMs: (user + system) / 1000 }))
  process.exit(0)
}
