import { rollback } from '@sallyport/tasks'
import { command, flag } from '../command.ts'

export const rollbackCommand = command({
  name: 'rollback <name>',
  summary: rollback.summary,
  example: 'sallyport rollback prod/stripe',
  task: rollback,
  flags: {
    to: flag('the version: its id as history shows it, or its first 8 letters; default: the one before the current', 'VERSION'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
  },
  show({ name, service, from, to, version, takeBack }, terminal) {
    const now =
      service === 'ssm'
        ? `version ${version} of ${name} is current and has the value of version ${to}`
        : `version ${to} of ${name} is current`
    terminal.answer(`${now}; it was version ${from}`)
    terminal.say(`functions that hold the other value take this one when theirs has aged, 5 minutes unless declared otherwise`)
    terminal.say(`to take it back: ${takeBack}`)
  },
})
