import type { PolicyDocument } from '@sallyport/iam'
import type { FunctionInTemplate, StoredResource, TemplatePolicy, TemplateStatement } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import { asMadeSecrets } from './made-secret.ts'
import { withOwnAccount } from './own-account.ts'
import { asReferences } from './parameter-reference.ts'
import { policyName } from './role-policy.ts'

/** What our statements begin with where a policy has no name of ours: in a SAM function's `Policies`, and in what the CDK construct writes. */
const sidPrefix = 'Sallyport'

/** Whether a policy of a template's function is what `grant` wrote for it. */
export function isOursInTemplate({ name, statements = [] }: TemplatePolicy, { role, logicalId }: FunctionInTemplate): boolean {
  if (role.kind === 'resource' && (name === policyName || name === `${policyName}-${logicalId}`)) return true
  return statements.length > 0 && statements.every(({ Sid }) => Sid?.startsWith(sidPrefix) === true)
}

/**
 * Our policy of a template's function as it is now.
 * @param parameters those that it may refer to
 * @throws TaskError `CONFLICT` when it holds what cannot be understood
 */
export async function ourPolicyIn(inTemplate: FunctionInTemplate, parameters: readonly string[]): Promise<PolicyDocument | undefined> {
  const ours = inTemplate.policies.find((each) => isOursInTemplate(each, inTemplate))
  if (ours?.statements === undefined || ours.statements.length === 0) return undefined
  const { PolicyError, parsePolicy } = await import('@sallyport/iam')
  const text = JSON.stringify({ Version: '2012-10-17', Statement: ours.statements.map((each) => withoutPrefix(each)) })
  try {
    const made = inTemplate.template.stored.filter(({ name }) => name === undefined)
    const idsOf = (service: StoredResource['service']) => made.flatMap((each) => (each.service === service ? each.logicalId : []))
    const known = withOwnAccount(asMadeSecrets(asReferences(text, [...parameters, ...idsOf('ssm')]), idsOf('secretsmanager')))
    if (known.includes('${')) throw new PolicyError('NOT_GRANTABLE', 'has what is known only when it is deployed')
    return parsePolicy(known)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw new TaskError('CONFLICT', {
      message: `the policy at ${inTemplate.file}:${ours.line} is not understood (${error.message}), and may be for what the code reads by names that are not known: put it under a name of its own`,
      cause: error,
    })
  }
}

function withoutPrefix(statement: TemplateStatement): TemplateStatement {
  const { Sid } = statement
  return Sid?.startsWith(sidPrefix) ? { ...statement, Sid: Sid.slice(sidPrefix.length) } : statement
}
