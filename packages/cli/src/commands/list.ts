import { list } from '@sallyport/tasks'
import { command } from '../command.ts'

export const listCommand = command({
  name: 'list [prefix]',
  summary: list.summary,
  example: 'sallyport list prod/',
  task: list,
  flags: {},
  show({ secrets }, terminal) {
    if (secrets.length === 0) terminal.say('nothing is stored here: run "sallyport put NAME"')
    else terminal.table(secrets, ['name', 'type', 'changedAt'])
  },
})
