import { delete as deletion } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const deleteCommand = command({
  name: 'delete <name>',
  summary: deletion.summary,
  example: 'sallyport delete dev/stripe --recovery-days 7',
  task: deletion,
  flags: {
    recoveryDays: flag('days in which the secret can be restored, 7 to 30; default: 30', 'N'),
    force: flag('delete the secret at once and for good; asks for its name, or --confirm NAME'),
    parameter: flag('a Parameter Store parameter, which is always deleted for good; asks for its name, or --confirm NAME'),
  },
  show({ name, deletion: how, until, restore }, terminal) {
    if (how === 'forGood') return terminal.answer(`deleted ${name} for good`)
    terminal.answer(`${name} is scheduled for deletion; until ${until} it can be restored`)
    terminal.say(`to restore it: ${restore}`)
  },
})
