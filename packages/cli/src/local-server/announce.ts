import type { LocalState } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'

/** Says that a server is there and how to reach it. With `--json`, one line that holds its keys. */
export function announce(
  { endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken, auth, data }: LocalState,
  terminal: Terminal,
): void {
  if (terminal.json) terminal.jsonAnswer({ endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken }, { indent: 0 })
  else terminal.answer(`AWS on loopback at ${endpoint}: account ${accountId}, region ${region}, data ${data ?? 'in memory'}`)
  if (auth === 'off') terminal.warn('--auth off: any credentials may do everything here, and NOTHING IS DENIED as it would be on AWS')
  terminal.say('use it by --local, or for other tools: eval "$(sallyport local env)"')
}
