import type { Command } from './command.ts'
import { auditCommand } from './commands/audit.ts'
import { grantCommand } from './commands/grant.ts'
import { invokeCommand } from './commands/invoke.ts'
import { listCommand } from './commands/list.ts'
import { localEnvCommand } from './commands/local-env.ts'
import { localStartCommand } from './commands/local-start.ts'
import { localStatusCommand } from './commands/local-status.ts'
import { localStopCommand } from './commands/local-stop.ts'
import { putCommand } from './commands/put.ts'

/** Every command: one file and one line here. */
export const commands: readonly Command[] = [
  putCommand,
  listCommand,
  grantCommand,
  invokeCommand,
  auditCommand,
  localStartCommand,
  localStopCommand,
  localStatusCommand,
  localEnvCommand,
]

/** First words that stand for a group of commands. */
export const commandGroups: Readonly<Record<string, string>> = { local: 'AWS on loopback: start, stop, status, env' }
