import { type Finding, ok, problem, warning } from './check.ts'

/** Signature Version 4, "Elements of an AWS API request signature" (15 minutes). */
const refusedMs = 900_000
/** From here on times in logs and in the trail are hard to put beside each other. */
const noticedMs = 60_000

/** @param skewMs how far this machine is ahead of AWS, in milliseconds */
export function skewFinding(skewMs: number): Finding {
  const size = Math.abs(skewMs)
  if (size < noticedMs) return ok("this machine's clock and AWS's are the same, to a minute")
  const words = `this machine's clock is ${inWords(size)} ${skewMs > 0 ? 'ahead of' : 'behind'} AWS's`
  const cure = 'set the clock, mostly by "timedatectl set-ntp true" (Linux) or "sntp -sS time.apple.com" (macOS)'
  return size < refusedMs ? warning(words, cure) : problem(`${words}, and AWS refuses what is signed by it`, cure)
}

function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}
