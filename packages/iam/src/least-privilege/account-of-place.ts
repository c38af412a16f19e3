import { PolicyError, quoted } from '../policy-document/policy-error.ts'

export interface AccountOfPlace {
  /** Default: `aws`. */
  readonly partition?: string | undefined
  readonly region: string
  readonly accountId: string
}

/** Text that grants no more than it says: of the form, and without a wildcard or a variable. */
export function exactText(text: string, what: string, form = /^/): string {
  if (/[*?]|\$\{/.test(text))
    throw new PolicyError('NOT_GRANTABLE', `would grant more than one ${what}: ${quoted(text)} has a wildcard or a variable`)
  if (!form.test(text)) throw new PolicyError('NOT_GRANTABLE', `may not grant ${quoted(text)}: it is not a ${what}`)
  return text
}

/**
 * The text of a place as Resource has it: exact, but that `{id}`, which stands for the member of a family, becomes `*`: any member.
 * A family needs a name around its members, or it would be everything there is.
 */
export function placePattern(text: string, what: string, form: RegExp): string {
  exactText(text.replaceAll('{id}', 'id'), what, form)
  if (text.includes('{id}') && !/[A-Za-z0-9]/.test(text.replaceAll('{id}', '')))
    throw new PolicyError('NOT_GRANTABLE', `would grant every ${what}: ${quoted(text)} has nothing but its member`)
  return text.replaceAll('{id}', '*')
}

export function placeAccount({
  partition = 'aws',
  region,
  accountId,
}: AccountOfPlace): Required<AccountOfPlace> & { readonly partition: string } {
  return {
    partition: exactText(partition, 'partition such as "aws"', /^aws(-[a-z]+)*$/),
    region: exactText(region, 'region such as "eu-west-1"', /^[a-z]+(-[a-z]+)+-\d+$/),
    accountId: exactText(accountId, 'account id of 12 digits', /^\d{12}$/),
  }
}

/** The account of an ARN, and what follows the resource type. */
export function splitArn(arn: string, service: string, resourceType: string) {
  const [scheme, partition, arnService, region, accountId, ...rest] = arn.split(':')
  const resource = rest.join(':')
  if (scheme !== 'arn' || arnService !== service || region === undefined || accountId === undefined || !resource.startsWith(resourceType))
    throw new PolicyError('NOT_GRANTABLE', `may not grant ${quoted(arn)}: it is not "arn:…:${service}:region:account:${resourceType}…"`)
  return { ...placeAccount({ partition, region, accountId }), resource: resource.slice(resourceType.length) }
}
