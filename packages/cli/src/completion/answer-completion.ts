import { type Command as CompletedCommand, RootCommand } from '@bomb.sh/tab'
import { type Command, type Flag, longFlag } from '../command.ts'
import { globalFlags, globalsOf } from '../global-flags.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { type KnownValues, knownValues } from './known-values.ts'

/** Prints what the last of `words` may go on to be, a line each, as the shells' scripts read it. */
export async function answerCompletion(words: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<void> {
  const root = new RootCommand()
  const values = needsValues(words) ? await knownValues(terminal, globalsOf(globalsIn(words))) : {}
  addFlags(root, globalFlags, values)
  for (const { name, summary, flags } of commands) {
    const [command = name, ...parameters] = name.split(/ (?=[<[])/)
    if (command.includes(' ')) addGroup(root, command, commands)
    const added = root.command(command, summary)
    addFlags(added, { ...flags, ...globalFlags }, values)
    for (const parameter of parameters) {
      const argument = parameter.replace(/[<>[\].]/g, '')
      added.argument(argument, (complete) => tell(complete, values[argument]), parameter.includes('...'))
    }
  }
  addHelp(root)
  root.parse([...words])
}

/** `help` takes the first word of a command: that of a group has the others in it. */
function addHelp(root: RootCommand): void {
  const told = [...root.commands].filter(([name]) => !name.includes(' '))
  root.command('help', 'what a command does')
  for (const [name, { description }] of told) root.command(`help ${name}`, description)
}

/** The first word of `local start` is completed once, whatever stands behind it. */
function addGroup(root: RootCommand, command: string, commands: readonly Command[]): void {
  const [group = command] = command.split(' ')
  const members = commands.flatMap(({ name }) => (name.startsWith(`${group} `) ? name.split(' ')[1] : []))
  if (!root.commands.has(group)) root.command(group, members.join(', '))
}

function addFlags(command: CompletedCommand, flags: Readonly<Record<string, Flag>>, values: KnownValues): void {
  for (const [name, { text, takes }] of Object.entries(flags)) {
    const long = longFlag(name).slice(2)
    if (takes === undefined) command.option(long, text)
    else command.option(long, text, (complete) => tell(complete, values[name]))
  }
}

function tell(complete: (value: string, description: string) => void, known: KnownValues[string] = []): void {
  for (const { value, text } of known) complete(value, text)
}

/** The project is read only where a value may stand: not for a command's or a flag's own name. */
function needsValues(words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  return words.length > 1 && (!last.startsWith('-') || last.includes('='))
}

/** The flags that say which project and stage are meant, as far as they are typed already. */
function globalsIn(words: readonly string[]) {
  const after = (flag: string) => {
    const index = words.indexOf(flag)
    return index === -1 || index >= words.length - 2 ? undefined : words[index + 1]
  }
  return { local: words.includes('--local'), stage: after('--stage'), config: after('--config') }
}
