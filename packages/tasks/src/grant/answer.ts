import { relative } from 'node:path'
import { parametersIn, withReferences } from '../template-policy/parameter-reference.ts'
import type { FunctionPolicy } from './function-policy.ts'
import { grantedName } from './granted-name.ts'

/** What is told of a policy in whatever form. */
export function answered({ function: found, reach, stage, policyName, otherReads }: FunctionPolicy) {
  return {
    function: found.name,
    role: found.role,
    policyName,
    secrets: reach.secrets.map((secret) => {
      const name = grantedName(secret, stage)
      return {
        name: withReferences(name, parametersIn(name)),
        service: secret.place.service,
        kind: secret.kind,
        declaredAt: `${relative(found.root, secret.file)}:${secret.line}`,
        isFamily: secret.isFamily,
      }
    }),
    otherReads: [...otherReads],
  }
}
