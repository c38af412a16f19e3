import { describe, type InferOutput } from '@sallyport/tasks'
import { command, flag } from '../command.ts'
import { type Detail, showDetails } from '../terminal/details.ts'

type Described = InferOutput<(typeof describe)['output']>

export const describeCommand = command({
  name: 'describe <name>',
  summary: describe.summary,
  example: 'sallyport describe prod/stripe',
  task: describe,
  flags: { parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret') },
  show(described, terminal) {
    showDetails(detailsOf(described), terminal)
    if (described.restore !== undefined) terminal.say(`it is scheduled for deletion: run "${described.restore}" to keep it`)
  },
})

function detailsOf(described: Described): Detail[] {
  return [
    ['name', described.name],
    ['type', described.type],
    ['arn', described.arn],
    ['description', described.description],
    ['key', described.keyId],
    ['owned by', described.owningService],
    ['created', described.createdAt],
    ['changed', described.changedAt],
    ['last read', described.lastReadOn],
    ['deletion', described.deletionAskedAt === undefined ? undefined : `asked for ${described.deletionAskedAt}`],
    ['rotation', rotation(described.rotation)],
    ['tier', described.tier],
    ...described.versions.map(({ id, stages }): Detail => ['version', [id, ...stages].join(' ')]),
    ...described.tags.map(({ key, value }): Detail => ['tag', `${key}=${value}`]),
    ...described.declared.map(
      (each): Detail => [
        'declared',
        `${each.export ?? ''} ${each.kind}, ${each.at}${each.field === undefined ? '' : `, field ${each.field}`}`.trim(),
      ],
    ),
  ]
}

function rotation(told: Described['rotation']): string | undefined {
  if (told === undefined) return undefined
  if (!told.enabled) return 'off'
  return ['on', told.schedule, told.rotatedAt && `last ${told.rotatedAt}`, told.nextAt && `next ${told.nextAt}`].filter(Boolean).join(', ')
}
