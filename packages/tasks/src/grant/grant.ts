import { relative } from 'node:path'
import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { filledIn } from '../stage.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { type FunctionPolicy, functionPolicy } from './function-policy.ts'
import { difference } from './policy-difference.ts'
import { policyName, rolePolicy } from './role-policy.ts'
import { shellCommand } from './shell-command.ts'

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
    secrets: v.array(
      v.object({ name: v.string(), service: v.picklist(['secretsmanager', 'ssm']), kind: v.string(), declaredAt: v.string() }),
    ),
    /** Does the same with AWS's own command line. */
    command: v.string(),
    /** What became of the role: `printed` when nothing was asked of it. */
    applied: v.picklist(['printed', 'changed', 'unchanged']),
  }),
  async run(input, context) {
    const granted = await functionPolicy(input.function, context)
    const { function: granting, stage, reach, policy } = granted
    const document = JSON.stringify(policy)
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
      command: shellCommand([
        'aws',
        'iam',
        'put-role-policy',
        '--role-name',
        granting.role,
        '--policy-name',
        policyName,
        '--policy-document',
        document,
      ]),
      applied: input.apply ? await applyPolicy(granted, context) : ('printed' as const), // literal, as the output's list of words has it
    }
  },
})

/** Makes the role's inline policy `sallyport` this one, after the difference was shown. */
export async function applyPolicy(
  { function: { name, role }, stage, policy, reach }: FunctionPolicy,
  context: TaskContext,
): Promise<'changed' | 'unchanged'> {
  if (policy.Statement.length === 0) {
    throw new TaskError('WRONG_USE', {
      message: `function ${name} reads no secret, and a policy without a statement is none: remove the policy ${policyName} of role ${role} if it has one`,
    })
  }
  const before = await rolePolicy(role, context.account).catch((error) => {
    if (!(error instanceof Error && error.name.startsWith('NoSuchEntity'))) throw error
    const next =
      context.account.target === 'local'
        ? `run "sallyport invoke ${name} --local", which makes it`
        : 'create it, or name the right one in the configuration'
    throw new TaskError('NOT_FOUND', { message: `role ${role} of function ${name} does not exist: ${next}`, cause: error })
  })
  const { formatPolicy } = await import('@sallyport/iam')
  const [old, young] = [before === undefined ? '' : typeof before === 'string' ? before : formatPolicy(before), formatPolicy(policy)]
  if (old === young) return 'unchanged'
  await context.approve({
    what: `put the policy ${policyName} on role ${role}`,
    names: reach.secrets.map(({ place }) => filledIn(place.name, stage)),
    difference: difference(old, young),
    stage,
  })
  await (await context.account.iam()).putRolePolicy({ RoleName: role, PolicyName: policyName, PolicyDocument: JSON.stringify(policy) })
  return 'changed'
}
