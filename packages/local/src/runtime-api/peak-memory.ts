import { readFileSync } from 'node:fs'

/** The most memory that process `pid` has had so far, in MB; 0 when it has ended, and where the system does not tell (`/proc` is Linux's). */
export function peakMemoryMb(pid: number | undefined): number {
  try {
    const peakKb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Math.round(Number(peakKb ?? 0) / 1024)
  } catch {
    return 0 // a report without this figure is still a report
  }
}
