import type { PolicyDocument } from '@sallyport/iam'
import type { FunctionInTemplate, StoredResource, TemplatePolicy } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import { keyReference } from './key-reference.ts'
import { asMadeSecrets } from './made-secret.ts'
import { withOwnAccount } from './own-account.ts'
import { asReferences } from './parameter-reference.ts'

/**
 * Our policy of a template's function as it is now.
 * @param isWanted which of its statements are looked at; default: all
 * @throws TaskError `CONFLICT` when it holds what cannot be understood
 */
export async function ourPolicyIn(
  inTemplate: FunctionInTemplate,
  isWanted: (statement: WrittenStatement) => boolean = () => true,
): Promise<PolicyDocument | undefined> {
  const ours = inTemplate.policies.find(({ isOurs }) => isOurs)
  const statements = ours?.statements?.filter(isWanted) ?? []
  if (ours === undefined || statements.length === 0) return undefined
  const [{ PolicyError, parsePolicy }, { withPlainSid }] = await Promise.all([import('@sallyport/iam'), import('@sallyport/project')])
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements.map(withPlainSid).map(withKeyReferences) })
  try {
    const made = inTemplate.template.stored.filter(({ name }) => name === undefined)
    const itsParameters = inTemplate.template.parameters.map(({ name }) => name)
    const idsOf = (service: StoredResource['service']) => made.flatMap((each) => (each.service === service ? each.logicalId : []))
    const known = withOwnAccount(asMadeSecrets(asReferences(text, [...itsParameters, ...idsOf('ssm')]), idsOf('secretsmanager')))
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

type WrittenStatement = NonNullable<TemplatePolicy['statements']>[number]

/** Whether a statement lets values be decrypted, and nothing else. */
export function isDecrypt({ Action = [] }: Pick<WrittenStatement, 'Action'>): boolean {
  return Action.length > 0 && Action.every((each) => each === 'kms:Decrypt')
}

/** Any key may stand in a statement that decrypts: it is not looked into, and is written as it was. */
function withKeyReferences(statement: WrittenStatement): WrittenStatement {
  const { Resource } = statement
  if (Resource === undefined || !isDecrypt(statement)) return statement
  return { ...statement, Resource: Resource.map((each) => (isKeyToReferTo(each) ? keyReference(each) : each)) }
}

function isKeyToReferTo(text: string): boolean {
  return /^\$\{[A-Za-z0-9.]+\}$/.test(text) || /^arn:[^*?]+:key\/[^*?:/]+$/.test(text)
}
