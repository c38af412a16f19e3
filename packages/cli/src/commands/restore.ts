import { restore } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const restoreCommand = command({
  name: 'restore <name>',
  summary: restore.summary,
  example: 'sallyport restore dev/stripe',
  task: restore,
  flags: { parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret') },
  show({ name, wasScheduled }, terminal) {
    terminal.answer(
      wasScheduled ? `restored ${name}, with every version that it had` : `${name} is not scheduled for deletion: nothing to restore`,
    )
  },
})
