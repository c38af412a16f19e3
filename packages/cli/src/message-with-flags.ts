import { type Flag, longFlag } from './command.ts'

/** What an account and a context are opened with, where the flag for it has another name. */
const flagByOption: Readonly<Record<string, string>> = { 'target: local': 'local', dataDir: 'data', configuration: 'config' }

/**
 * `message` as this command says it: a task names its inputs in backticks, since it knows no flags. What is no flag here stays as it is.
 * @example
 * messageWithFlags('leave `keepNewline` out', putCommand.flags) // 'leave --keep-newline out'
 */
export function messageWithFlags(message: string, flags: Readonly<Record<string, Flag>>): string {
  return message.replace(/`([\w: ]+)`/g, (whole, named: string) => {
    const name = (Object.hasOwn(flagByOption, named) ? flagByOption[named] : undefined) ?? named
    return Object.hasOwn(flags, name) ? longFlag(name) : whole
  })
}
