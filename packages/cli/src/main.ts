import { TaskError } from '@sallyport/tasks'
import type { Flag } from './command.ts'
import * as commands from './commands.ts'
import { interruptedStatus, statusByCode } from './exit-status.ts'
import { globalFlags, globalsOf } from './global-flags.ts'
import { messageWithFlags } from './message-with-flags.ts'
import { chosenCommand } from './program.ts'
import { runCommand } from './run-command.ts'
import { type Io, type Terminal, terminalOf } from './terminal/terminal.ts'
import { Cancelled } from './values/cancelled.ts'

/**
 * Runs the command that `argv` names.
 * @param argv what stands after `sallyport`
 * @param io default: this process's own
 * @returns the exit status
 * @example
 * process.exitCode = await main(process.argv.slice(2))
 */
export async function main(argv: readonly string[], io: Partial<Io> = {}): Promise<number> {
  const { stdin = process.stdin, stdout = process.stdout, stderr = process.stderr, env = process.env, cwd = process.cwd() } = io
  // the SDK's warning that a later version of it will not run on Node 20 is not the user's to act on; this package pins its versions
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'
  const around: Io = { stdin, stdout, stderr, env, cwd }
  for (const stream of [stdout, stderr]) if (!stream.listeners('error').includes(passBrokenPipe)) stream.on('error', passBrokenPipe)
  // before the flags are known; an error in the flags themselves still obeys --json
  let terminal = terminalOf(around, { json: argv.includes('--json'), quiet: false, noInput: true })
  let flags: Readonly<Record<string, Flag>> = globalFlags
  try {
    const chosen = chosenCommand(argv, around)
    if (typeof chosen === 'number') return chosen
    flags = { ...globalFlags, ...chosen.command.flags }
    const globals = globalsOf(chosen.given)
    terminal = terminalOf(around, globals)
    return await runCommand(chosen.command, chosen.given, globals, terminal, Object.values(commands))
  } catch (error) {
    return statusOf(error, terminal, flags)
  }
}

/** A reader such as `head` may leave early, which is no failure; the stream tells it after the command is done. */
function passBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}

function statusOf(error: unknown, terminal: Terminal, flags: Readonly<Record<string, Flag>>): number {
  if (error instanceof TaskError) {
    const { code, statement, message } = error
    terminal.error({ code, statement, message: messageWithFlags(message, flags) })
    return statusByCode[error.code]
  }
  if (error instanceof Cancelled) {
    terminal.say('cancelled: nothing was changed')
    return interruptedStatus
  }
  // a mistake of ours. Its message may hold what was being worked on (a parser's does), so that only its place is told
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : []
  const name = error instanceof Error ? error.name : typeof error
  terminal.error({ code: 'UNEXPECTED', message: `sallyport itself failed (${name}): report it with these lines\n${frames.join('\n')}` })
  return 1
}
