import type { ModuleUse } from '../../source/module-uses.ts'
import type { Program } from '../../source/syntax-tree.ts'
import { operationOf } from './aws-operations.ts'
import { clientMethodReads } from './client-methods.ts'
import { readsOf, requestOf, serviceOf, unseen } from './inputs.ts'
import type { Reader, SeenRead } from './other-read.ts'

/** Reads by commands, paginators, and the methods of an aggregated client. */
export const awsSdkV3: Reader = {
  by: 'AWS SDK v3',
  modules: /^@aws-sdk\/client-(?:secrets-manager|ssm)$/,
  reads: (uses, program) => [
    ...readsIn(
      'secretsmanager',
      uses.filter(({ specifier }) => specifier.endsWith('secrets-manager')),
      program,
    ),
    ...readsIn(
      'ssm',
      uses.filter(({ specifier }) => specifier.endsWith('ssm')),
      program,
    ),
  ],
}

const aggregatedClients = new Set(['SecretsManager', 'SSM'])

function readsIn(service: SeenRead['service'], uses: readonly ModuleUse[], program: Program): readonly SeenRead[] {
  const commands = uses.filter(({ member }) => member.endsWith('Command') || member.startsWith('paginate'))
  const reads = [
    ...commands.flatMap(commandReads),
    ...(uses.some(({ member }) => aggregatedClients.has(member)) ? clientMethodReads(program, new Set([service])) : []),
  ]
  const whole = uses.filter(({ member }) => member === '*')
  const [client] = uses.filter(({ member }) => member === 'SecretsManagerClient' || member === 'SSMClient' || aggregatedClients.has(member))
  const isSeen = reads.length > 0 || commands.length > 0
  return [
    ...reads,
    ...whole.map((use) => unseen(service, use, `uses all of ${use.specifier}; what it reads is not known`)),
    ...(client === undefined || isSeen ? [] : [unseen(service, client, 'uses the client; what it reads is not known')]),
  ]
}

function commandReads(use: ModuleUse): SeenRead[] {
  const operation = operationOf(use.member)
  if (operation === undefined || use.around.at(-1)?.type === 'BinaryExpression') return [] // `instanceof`
  const request = requestOf(use)
  if (request === undefined)
    return [
      {
        ...unseen(serviceOf(operation.action), use, `hands on ${use.member}; what it reads is not known`),
        action: operation.action,
      },
    ]
  const { given, ...at } = request
  return readsOf(operation, { ...at, input: given[use.member.startsWith('paginate') ? 1 : 0] })
}
