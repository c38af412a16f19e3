import type { ModuleUse } from '../../source/module-uses.ts'
import { propertyIn, writtenOut } from '../../source/pieces.ts'
import { type Program, staticKey } from '../../source/syntax-tree.ts'
import { type Request, requestOf, serviceOf, unseen } from './inputs.ts'
import { instanceCalls } from './instance-calls.ts'
import type { ReadAction, Reader, SeenRead } from './other-read.ts'

type Named = Exclude<ReadAction, 'secretsmanager:BatchGetSecretValue' | 'ssm:GetParameterHistory'>

/** What Powertools' functions read: their first argument is the name, the path, or an object with names for keys. */
const actionByFunction: Readonly<Record<string, Named>> = {
  getSecret: 'secretsmanager:GetSecretValue',
  getParameter: 'ssm:GetParameter',
  getParameters: 'ssm:GetParametersByPath',
  getParametersByName: 'ssm:GetParameters',
}

const actionByMethod: Readonly<Record<string, Readonly<Record<string, Named>>>> = {
  SecretsProvider: { get: 'secretsmanager:GetSecretValue' },
  SSMProvider: { get: 'ssm:GetParameter', getMultiple: 'ssm:GetParametersByPath', getParametersByName: 'ssm:GetParameters' },
}

/** Source: Powertools for AWS Lambda (TypeScript), "Parameters" (IAM permissions). */
export const powertools: Reader = {
  by: 'Powertools',
  modules: /^@aws-lambda-powertools\/parameters\/(?:secrets|ssm)$/,
  reads: (uses, program) => uses.flatMap((use) => [...functionReads(use), ...providerReads(use, program), ...wholeModule(use)]),
}

function functionReads(use: ModuleUse): SeenRead[] {
  const action = Object.hasOwn(actionByFunction, use.member) ? actionByFunction[use.member] : undefined
  if (action === undefined) return []
  const request = requestOf(use)
  if (request === undefined) return [{ ...unseen(serviceOf(action), use, `hands on ${use.member}; what it reads is not known`), action }]
  return argumentReads(action, { ...request, input: request.given[0] })
}

function providerReads(use: ModuleUse, program: Program): SeenRead[] {
  const methods = Object.hasOwn(actionByMethod, use.member) ? actionByMethod[use.member] : undefined
  if (methods === undefined) return []
  const { calls, isFollowed } = instanceCalls(use, program, new Set(Object.keys(methods)))
  const reads = calls.flatMap(({ method, call, scope, around }) => {
    const action = methods[method]
    const [input] = call.arguments.map((node) => ({ node, scope }))
    return action === undefined ? [] : argumentReads(action, { input, around, offset: call.start })
  })
  const service = use.member === 'SSMProvider' ? 'ssm' : 'secretsmanager'
  return isFollowed && reads.length > 0 ? reads : [...reads, unseen(service, use, `uses ${use.member}; what it reads is not known`)]
}

function wholeModule(use: ModuleUse): SeenRead[] {
  const service = use.specifier.endsWith('/ssm') ? 'ssm' : 'secretsmanager'
  return use.member === '*' ? [unseen(service, use, `uses all of ${use.specifier}; what it reads is not known`)] : []
}

function argumentReads(action: Named, { input, around, offset }: Request): SeenRead[] {
  const at = { service: serviceOf(action), around, offset }
  if (action !== 'ssm:GetParameters') return [{ ...at, action, name: input }]
  const written = input && writtenOut(input, 'ObjectExpression')
  if (written === undefined) return [{ ...at, action, name: undefined, reason: 'its names are not written out' }]
  return written.node.properties.flatMap((each): SeenRead[] => {
    if (each.type !== 'Property') return [{ ...at, action, name: undefined, reason: 'a part of its names is not written out' }]
    const text = staticKey(each)
    const name = text === undefined ? { node: each.key, scope: written.scope } : [{ text }]
    const read = { ...at, name, offset: each.start }
    // one that says how it is decrypted may be read by itself, all others are read together
    const isAlone = propertyIn({ node: each.value, scope: written.scope }, 'decrypt') !== undefined
    return isAlone
      ? [
          { ...read, action },
          { ...read, action: 'ssm:GetParameter' },
        ]
      : [{ ...read, action }]
  })
}
