import { type InferOutput, list } from '@sallyport/tasks'
import { command } from '../command.ts'

export const listCommand = command({
  name: 'list [prefix]',
  summary: list.summary,
  example: 'sallyport list prod/',
  task: list,
  flags: {},
  show({ stored, secrets, next }, terminal) {
    if (next !== undefined && stored === 0) terminal.say(`nothing is stored here: run "${next}"`)
    else if (next !== undefined) terminal.say(`none of the ${stored} names that are stored here begins so: run "${next}" to see them`)
    else
      terminal.table(
        secrets.map((each) => ({ ...each, type: typeOf(each) })),
        ['name', 'type', 'changedAt'],
      )
  },
})

/** `secret`, and what keeps it from being changed. */
function typeOf({ type, owningService, deletionAskedAt }: InferOutput<(typeof list)['output']>['secrets'][number]): string {
  if (deletionAskedAt !== undefined) return `${type}, scheduled for deletion`
  return owningService === undefined ? type : `${type}, owned by ${owningService}`
}
