import { doctor } from '@sallyport/tasks'
import { asTyped } from '../as-typed.ts'
import { command } from '../command.ts'
import { globalFlags } from '../global-flags.ts'
import { messageWithFlags } from '../message-with-flags.ts'

export const doctorCommand = command({
  name: 'doctor',
  summary: doctor.summary,
  example: 'sallyport doctor --stage prod',
  task: doctor,
  flags: {},
  show({ checks, problems, warnings }, terminal) {
    const paint = { ok: undefined, warning: terminal.colors.yellow, problem: terminal.colors.red, skipped: terminal.colors.dim }
    const widths = {
      status: Math.max(...checks.map(({ status }) => status.length)),
      check: Math.max(...checks.map(({ check }) => check.length)),
    }
    for (const { check, status, text, cure } of checks) {
      const line = `${status.padEnd(widths.status)}  ${check.padEnd(widths.check)}  ${messageWithFlags(text, globalFlags)}`
      terminal.answer(line, paint[status])
      if (cure !== undefined)
        terminal.answer(asTyped(`${' '.repeat(widths.status + widths.check + 4)}→ ${messageWithFlags(cure, globalFlags)}`, terminal.io.env))
    }
    const found = problems + warnings === 0 ? 'all is in order' : `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}`
    terminal.say(found)
  },
  status: ({ problems }) => (problems === 0 ? 0 : 1),
})

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
