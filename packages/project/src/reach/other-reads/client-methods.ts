import { methodCallsIn } from '../../source/method-calls.ts'
import type { Program } from '../../source/syntax-tree.ts'
import { operationByMethod } from './aws-operations.ts'
import { readsOf, serviceOf } from './inputs.ts'
import type { SeenRead } from './other-read.ts'

/**
 * The reads by methods of a client, `client.getSecretValue({ SecretId })`. Whatever the object is: a client goes into classes, wrappers
 * and arguments, where it is not followed, and no other method in use has these names.
 */
export function clientMethodReads(program: Program, services: ReadonlySet<SeenRead['service']>): SeenRead[] {
  const methods = Object.entries(operationByMethod).filter(([, { action }]) => services.has(serviceOf(action)))
  return methodCallsIn(program, new Set(methods.map(([method]) => method))).flatMap(({ method, call, scope, around }) => {
    const operation = operationByMethod[method]
    const [input] = call.arguments.map((node) => ({ node, scope }))
    return operation === undefined ? [] : readsOf(operation, { input, around, offset: call.start })
  })
}
