import type { LocalState } from '@sallyport/tasks'
import * as v from 'valibot'
import type { Terminal } from '../terminal/terminal.ts'

/** What a client needs, its keys too. */
export const announced = v.object({
  endpoint: v.string(),
  region: v.string(),
  accountId: v.string(),
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  controlToken: v.string(),
})

/** Says that a server is there and how to reach it. With `--json`, one line that holds its keys. */
export function announce(
  { endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken, auth, data }: LocalState,
  terminal: Terminal,
): void {
  if (terminal.json) terminal.jsonAnswer({ endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken }, { indent: 0 })
  else terminal.answer(`AWS on loopback at ${endpoint}: account ${accountId}, region ${region}, data ${data ?? 'in memory'}`)
  sayNothingIsDenied(auth, terminal)
  terminal.say('use it by --local, or for other tools: eval "$(sallyport local env)"')
}

export function sayNothingIsDenied(auth: LocalState['auth'], terminal: Terminal): void {
  if (auth === 'off') terminal.warn('--auth off: any credentials may do everything here, and NOTHING IS DENIED as it would be on AWS')
}

export function saySeeded(seeded: { readonly stored: number; readonly kept: number } | undefined, terminal: Terminal): void {
  if (seeded === undefined) return
  const kept = seeded.kept === 0 ? '' : `, ${seeded.kept} left as they were`
  terminal.say(`seed: ${seeded.stored} stored${kept}`)
}
