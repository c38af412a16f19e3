import type { PolicyDocument } from '@sallyport/iam'
import type { FunctionInTemplate, StoredResource } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import { asMadeSecrets } from './made-secret.ts'
import { withOwnAccount } from './own-account.ts'
import { asReferences } from './parameter-reference.ts'

/**
 * Our policy of a template's function as it is now.
 * @param parameters those that it may refer to
 * @throws TaskError `CONFLICT` when it holds what cannot be understood
 */
export async function ourPolicyIn(inTemplate: FunctionInTemplate, parameters: readonly string[]): Promise<PolicyDocument | undefined> {
  const ours = inTemplate.policies.find(({ isOurs }) => isOurs)
  if (ours?.statements === undefined || ours.statements.length === 0) return undefined
  const [{ PolicyError, parsePolicy }, { withPlainSid }] = await Promise.all([import('@sallyport/iam'), import('@sallyport/project')])
  const text = JSON.stringify({ Version: '2012-10-17', Statement: ours.statements.map(withPlainSid) })
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
