import { relative } from 'node:path'
import * as v from 'valibot'
import { secretServices } from '../secret-services.ts'
import { shellWord } from '../shell-word.ts'
import { filledIn } from '../stage.ts'
import { task } from '../task.ts'
import { applyPolicy } from './apply-policy.ts'
import { functionPolicy } from './function-policy.ts'
import { requestedFunction } from './requested-function.ts'
import { policyName } from './role-policy.ts'

/** Writes the policy that lets a function's role read exactly what the function's code reaches, and puts it on the role when asked. */
export const grant = task({
  name: 'grant',
  summary: 'the policy that lets a function read exactly what its code reaches',
  input: {
    function: v.pipe(v.string(), v.minLength(1)),
    /** Puts the policy on the role, as its inline policy `sallyport`. */
    apply: v.optional(v.boolean(), false),
  },
  output: v.object({
    function: v.string(),
    role: v.string(),
    policyName: v.string(),
    policy: v.unknown(),
    secrets: v.array(v.object({ name: v.string(), service: v.picklist(secretServices), kind: v.string(), declaredAt: v.string() })),
    /** Does the same with AWS's own command line. */
    command: v.string(),
    /** What became of the role: `printed` when nothing was asked of it. */
    applied: v.picklist(['printed', 'changed', 'unchanged']),
  }),
  async run(input, context) {
    const granted = await functionPolicy(await requestedFunction(input.function, 'grant', context), context)
    const { function: granting, stage, reach, policy } = granted
    return {
      function: granting.name,
      role: granting.role,
      policyName,
      policy,
      secrets: reach.secrets.map(({ place, kind, file, line }) => ({
        name: filledIn(place.name, stage),
        service: place.service,
        kind,
        declaredAt: `${relative(granting.root, file)}:${line}`,
      })),
      command: putRolePolicyCommand(granting.role, JSON.stringify(policy)),
      applied: input.apply ? await applyPolicy(granted, context) : ('printed' as const), // literal, as the output's list of words has it
    }
  },
})

function putRolePolicyCommand(role: string, document: string): string {
  const words = ['--role-name', role, '--policy-name', policyName, '--policy-document', document]
  return ['aws', 'iam', 'put-role-policy', ...words.map(shellWord)].join(' ')
}
