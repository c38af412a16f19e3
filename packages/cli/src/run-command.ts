import { type Account, accountAtFirstUse, openAccount, openContext, runTask, type TaskContext } from '@sallyport/tasks'
import { approveAt } from './approve.ts'
import type { Command, Given, TaskCommand } from './command.ts'
import type { Globals } from './global-flags.ts'
import type { Terminal } from './terminal/terminal.ts'

/** Runs a command: says whom it talks to, runs its task, shows the output. @returns the exit status */
export async function runCommand(
  command: Command,
  given: Given,
  globals: Globals,
  terminal: Terminal,
  commands: readonly Command[],
): Promise<number> {
  if (!('task' in command)) return command.run(given, terminal, globals, commands)
  const { env, cwd } = terminal.io
  const { profile, region, data: dataDir, stage, config } = globals
  // the SDK reads a profile's endpoint_url by this variable alone, whatever its client was told: the keys of one profile would go to
  // the endpoint of another
  if (profile !== undefined && !globals.local) process.env['AWS_PROFILE'] = profile
  const options = { target: globals.local ? 'local' : 'aws', env, cwd, profile, region, dataDir } as const
  const { withoutAccount = false, opensAccountLate = false } = command.task
  const isLate = withoutAccount || opensAccountLate
  const account = isLate ? accountAtFirstUse(options, withoutAccount ? undefined : sayOpened) : await openAccount(options)
  const context = openContext({
    account,
    cwd,
    configuration: config,
    env,
    stage,
    progress: (message) => terminal.say(message),
    approve: approveAt(terminal, account.target, globals.confirm),
  })
  try {
    if (!isLate) await sayOpened(account)
    return await runTaskCommand(command, given, context, terminal)
  } finally {
    account.close()
  }

  function sayOpened(opened: Account): Promise<void> {
    return sayWhom(context, opened, terminal)
  }
}

async function runTaskCommand(command: TaskCommand, given: Given, context: TaskContext, terminal: Terminal): Promise<number> {
  const input = command.input === undefined ? membersOf(command.task.input, given) : await command.input(given, terminal, context)
  const output = await runTask(command.task, input, context)
  if (terminal.json) terminal.jsonAnswer(output)
  else command.show(output, terminal)
  return command.status?.(output) ?? 0
}

/** Of everything that was given, what the task takes. */
export function membersOf(entries: object, given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([name, value]) => Object.hasOwn(entries, name) && value !== undefined))
}

async function sayWhom(context: TaskContext, account: Account, terminal: Terminal): Promise<void> {
  const { target, accountId, region, endpoint } = await account.describe()
  const stage = await context.stage()
  const where = target === 'local' ? `AWS on loopback at ${endpoint}` : endpoint === undefined ? 'AWS' : `AWS at ${endpoint}`
  terminal.say(`${where}, account ${accountId}, region ${region}${stage === undefined ? '' : `, stage ${stage}`}`, terminal.colors.dim)
}
