import { TaskError } from '@sallyport/tasks'
import { Command as Commander, CommanderError, Option } from 'commander'
import { type Command, type Flag, type Given, longFlag } from './command.ts'
import * as commands from './commands.ts'
import { statusHelp } from './exit-status.ts'
import { globalFlags } from './global-flags.ts'
import type { Io } from './terminal/terminal.ts'
import { version } from './version.ts'

/** What the commands of a group have to do with: one line a group. */
const groupTitles: Readonly<Record<string, string>> = { local: 'AWS on loopback' }

export interface Chosen {
  readonly command: Command
  readonly given: Given
}

/**
 * Finds the command that `argv` names, with its arguments and flags. Help and the version are printed here.
 * @returns the command, or the exit status when there is nothing more to do
 * @throws TaskError `WRONG_USE`
 */
export function chosenCommand(argv: readonly string[], io: Pick<Io, 'stdout' | 'stderr'>): Chosen | number {
  let chosen: Chosen | undefined
  const program = programWith(io, (command, given) => {
    chosen = { command, given }
  })
  try {
    program.parse(argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? 0 : 2 // no command was named; the help went to stderr
  }
  return chosen ?? 2
}

function programWith(io: Pick<Io, 'stdout' | 'stderr'>, choose: (command: Command, given: Given) => void): Commander {
  const program = set(new Commander('sallyport'), 'sallyport', io)
    .description('the guarded gate between a Lambda function and the APIs it calls')
    .version(version, '--version', 'the version')
    .helpCommand('help [command]', 'what a command does')
    .addHelpText('after', `\n${statusHelp}\nDocumentation of one command: sallyport help COMMAND`)
  addFlags(program, globalFlags)
  const groups = new Map<string, Commander>()
  for (const command of Object.values<Command>(commands)) {
    const group = groupOf(command)
    if (group === undefined) addCommand(program, command, command.name, io, choose)
    else {
      const parent = groups.get(group) ?? set(program.command(group), `sallyport ${group}`, io)
      groups.set(group, parent)
      addCommand(parent, command, command.name.slice(group.length + 1), io, choose)
      parent.description(`${groupTitles[group]}: ${parent.commands.map((each) => each.name()).join(', ')}`)
    }
  }
  return program
}

/** The first of a name's two words, as in `local start`; `undefined` where what follows is an argument. */
function groupOf({ name }: Command): string | undefined {
  const [first, second] = name.split(' ')
  return second !== undefined && /^[a-z]/.test(second) ? first : undefined
}

function addCommand(
  parent: Commander,
  command: Command,
  named: string,
  io: Pick<Io, 'stdout' | 'stderr'>,
  choose: (command: Command, given: Given) => void,
): void {
  const words = command.name.replace(/ [<[].*/, '')
  const added = set(parent.command(named), `sallyport ${words}`, io)
    .summary(command.summary)
    .description(`${command.summary}\n\nExample: ${command.example}`)
    .addHelpText('after', `\n${statusHelp}`)
    .allowExcessArguments(true) // refused below, in words that do not repeat them
  addFlags(added, command.flags)
  added.action(() => {
    const { registeredArguments } = added
    if (added.args.length > registeredArguments.length && registeredArguments.at(-1)?.variadic !== true) {
      throw new TaskError('WRONG_USE', {
        message: `${words} was given more arguments than it takes: ${command.excess ?? `see "${command.example}"`}`,
      })
    }
    const given = registeredArguments.map((each, index) => [each.name(), each.variadic ? added.args.slice(index) : added.args[index]])
    choose(command, { ...added.optsWithGlobals(), ...Object.fromEntries(given) })
  })
}

/** @param typed what is typed to come to this command, whose help a wrong use points to */
function set(commander: Commander, typed: string, { stdout, stderr }: Pick<Io, 'stdout' | 'stderr'>): Commander {
  return commander
    .exitOverride((error) => {
      if (error.exitCode === 0 || error.code === 'commander.help') throw error
      throw new TaskError('WRONG_USE', { message: `${wordsOf(error.message)}: see "${typed} --help"` })
    })
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text), outputError: () => {} })
}

function addFlags(commander: Commander, flags: Readonly<Record<string, Flag>>): void {
  for (const [name, { text, takes }] of Object.entries(flags)) {
    const long = longFlag(name)
    const option = new Option(takes === undefined ? long : `${long} <${takes}>`, text)
    option.negate = false // "--no-input" is a flag of that name here, not the opposite of "--input"
    option.attributeName = () => name
    commander.addOption(option)
  }
}

/** Commander repeats an unknown option whole, and somebody may have put a value there: only its name is told. */
function wordsOf(message: string): string {
  const [, name] = /unknown option '(--[a-z][a-z-]*|-[a-z])/i.exec(message) ?? []
  const [suggestion = ''] = / *\(Did you mean [^)]*\)/.exec(message.replaceAll('\n', ' ')) ?? []
  return name === undefined
    ? message
        .replace(/^error: /, '')
        .replaceAll('\n', ' ')
        .trim()
    : `unknown option ${name}${suggestion}`
}
