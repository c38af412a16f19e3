import { inOwnStack, ownAccount } from './own-account.ts'

/**
 * Stands in a policy for the ARN of a key that only its template can say, as `Fn::Sub` takes it: `${Key.Arn}`, or the ARN of whatever account.
 * @param text with `${…}`, or an ARN
 */
export function keyReference(text: string): string {
  const own = ownAccount.accountId
  const ofOwn = inOwnStack(ownKey(own, '')) // `arn:${AWS::Partition}:kms:…:key/`
  const id = text.startsWith(ofOwn) ? text.slice(ofOwn.length) : ''
  if (plainId.test(id)) return ownKey(own, id)
  return ownKey(writtenAccount(text) ?? own, `--${Buffer.from(text).toString('hex')}--`)
}

/** An ARN with nothing to fill in keeps its account, by which it is written as it is and not by `Fn::Sub`. */
function writtenAccount(text: string): string | undefined {
  return /^arn:[\w-]+:kms:[\w-]+:(\d{12}):key\/[^$]+$/.exec(text)?.[1]
}

const plainId = /^[A-Za-z0-9-]+$/

function ownKey(accountId: string, id: string): string {
  const { partition, region } = ownAccount
  return `arn:${partition}:kms:${region}:${accountId}:key/${id}`
}

const reference = new RegExp(
  `arn:(?:${ownAccount.partition}|\\$\\{AWS::Partition\\}):kms:(?:${ownAccount.region}|\\$\\{AWS::Region\\}):(?:\\d{12}|\\$\\{AWS::AccountId\\}):key/--((?:[0-9a-f]{2})+)--`,
  'g',
)

/** The keys that a text of ours refers to, as `keyReference` takes them. */
export function keysIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(reference)].map(([, hex = '']) => textOf(hex)))]
}

/** The text with its own ARN, or what gives it, in the place of each key. */
export function withKeyArns(text: string): string {
  return text.replaceAll(reference, (_, hex: string) => textOf(hex))
}

/** The other way, in a template's text, for the keys given. */
export function asKeyReferences(text: string, keys: Iterable<string>): string {
  return [...keys].reduce((changed, each) => changed.replaceAll(each, inOwnStack(keyReference(each))), text)
}

function textOf(hex: string): string {
  return Buffer.from(hex, 'hex').toString('utf8')
}
