import { type MissingStatement, TaskError } from '../task-error.ts'
import type { AccountDescription } from './account.ts'
import { iamArn, secretArn, type Where } from './arn.ts'
import { type Denial, denialIn } from './denial.ts'

/** The error that names the very statement to add, or the deny to remove. */
export function deniedError(cause: Error, account: AccountDescription): TaskError {
  const denied = denialIn(cause.message)
  if (denied === undefined) {
    const next = /KMS/i.test(cause.message) ? "allow kms:Decrypt on the secret's customer managed key" : 'ask who keeps its policies'
    return new TaskError('DENIED', { message: `the caller may not do this (${cause.message}): ${next}`, cause })
  }
  const who = denied.who.replace(/^arn:[^:]+:(?:iam|sts)::\d+:/, '')
  const on = denied.resource === undefined ? '' : ` on ${denied.resource}`
  if (denied.isExplicit) {
    return new TaskError('DENIED', { message: `${who} may not ${denied.action}${on}, a policy denies it: remove that deny`, cause })
  }
  const statement = missingStatement(denied, account)
  return new TaskError('DENIED', {
    message: `${who} may not ${denied.action}${on}: add ${JSON.stringify(statement)} to its policy`,
    statement,
    cause,
  })
}

/** The statement whose absence was the reason. */
export function missingStatement(denied: Denial, where: Where): MissingStatement {
  return { Effect: 'Allow', Action: denied.action, Resource: arnPattern(denied, where) }
}

/** Secrets Manager names the secret as the caller did; a statement takes the ARN, with six characters that only AWS knows. */
function arnPattern({ action, resource }: Denial, account: Where): string {
  if (resource === undefined) return '*'
  const [kind, named] = resource.split(' ') // IAM says "role checkout-role"
  if (named !== undefined) return iamArn(`${kind}/${named}`, account)
  if (!action.startsWith('secretsmanager:')) return resource
  const name = resource.startsWith('arn:') ? nameWithoutSuffix(resource) : resource
  return name === undefined ? resource : secretArn(name, '??????', account)
}

function nameWithoutSuffix(arn: string): string | undefined {
  const name = arn.split(':').slice(6).join(':')
  return /-[A-Za-z0-9]{6}$/.test(name) ? undefined : name || undefined
}
