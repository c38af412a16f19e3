import { inOwnStack, ownAccount } from './own-account.ts'

/**
 * Stands in a policy for the name of a secret that the template makes without a `Name`: it is known only when it is deployed, while
 * `!Ref` gives its ARN. Source: CloudFormation User Guide, "AWS::SecretsManager::Secret" (Return values).
 */
export function madeSecret(logicalId: string): string {
  return `_=${logicalId}=_`
}

const made = /_=([A-Za-z0-9]+)=_/g

/** The secrets of the template that a text of ours stands for. */
export function madeSecretsIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(made)].map(([, logicalId = '']) => logicalId))]
}

/** The text with the secret's own `${LogicalId}` in the place of its ARN, and of its name where that is told alone. */
export function withMadeSecrets(text: string): string {
  return madeSecretsIn(text).reduce(
    (changed, each) =>
      [inOwnStack(arnOf(each)), arnOf(each), madeSecret(each)].reduce((now, form) => now.replaceAll(form, refTo(each)), changed),
    text,
  )
}

/** The other way, in a template's text, for the secrets given. */
export function asMadeSecrets(text: string, logicalIds: Iterable<string>): string {
  return [...logicalIds].reduce((changed, each) => changed.replaceAll(refTo(each), inOwnStack(arnOf(each))), text)
}

function refTo(logicalId: string): string {
  return `\${${logicalId}}`
}

/** As the policy has it: the six characters that AWS adds stand for themselves. */
function arnOf(logicalId: string): string {
  const { partition, region, accountId } = ownAccount
  return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${madeSecret(logicalId)}-??????`
}
