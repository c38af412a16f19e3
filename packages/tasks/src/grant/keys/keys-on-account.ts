import type { KeyedPlace } from '@sallyport/project'
import type { AccountDescription } from '../../account/account.ts'
import { isNamed } from '../../account/is-named.ts'
import type { TaskContext } from '../../context.ts'
import { placeArn } from '../../place/place-arn.ts'
import { shellWord } from '../../shell-word.ts'
import { describedParameter } from '../../stored/described-parameter.ts'
import { describedSecret } from '../../stored/described-secret.ts'
import { type FoundKey, type KeysFound, keyOfOther, keysFound } from './keys-found.ts'

/** The reason for what is not stored. */
export const notThereYet = 'it does not exist yet'

/** Asks the account which keys places are under. A caller who may not ask is told so, and gets the rest of the policy. */
export async function keysOnAccount(places: readonly KeyedPlace[], { account }: Pick<TaskContext, 'account'>): Promise<KeysFound> {
  const own = await account.describe()
  const found = []
  // one after the other: DescribeParameters is throttled at few requests a second
  for (const place of places) found.push({ place, key: isOfOther(place, own) ? keyOfOther : await keyOf(place, own, { account }) })
  return keysFound(found)
}

function isOfOther({ name }: KeyedPlace, { accountId }: AccountDescription): boolean {
  return name.startsWith('arn:') && name.split(':')[4] !== accountId
}

async function keyOf(
  { name, service, isMany }: KeyedPlace,
  own: AccountDescription,
  context: Pick<TaskContext, 'account'>,
): Promise<FoundKey> {
  // loopback has no keys but AWS's own
  const unknown = (reason: string): FoundKey => (own.target === 'local' ? { arn: undefined } : { reason })
  if (isMany) return unknown('each that it stands for may have another')
  const region = name.startsWith('arn:') ? name.split(':')[3] : own.region
  if (region !== own.region) return { reason: `it is of region ${region}` }
  const { action, keyId } = lookUps[service]
  try {
    const found = await keyId(name, context)
    return found === undefined ? unknown(notThereYet) : keyNamed(found, own)
  } catch (error) {
    if (!isNamed(error, 'AccessDenied')) throw error
    return { reason: `the caller may not ${action}` }
  }
}

/**
 * What says the key of a place; an empty text where it is AWS's own, or there is none.
 * Source: Secrets Manager API Reference, "DescribeSecret" (KmsKeyId); Systems Manager API Reference, "ParameterMetadata" (KeyId).
 */
const lookUps = {
  secretsmanager: {
    action: 'secretsmanager:DescribeSecret',
    keyId: async (name: string, { account }: Pick<TaskContext, 'account'>) => {
      const found = await describedSecret(name, account)
      return found && (found.KmsKeyId ?? '')
    },
  },
  ssm: {
    action: 'ssm:DescribeParameters',
    keyId: async (name: string, { account }: Pick<TaskContext, 'account'>) => {
      // the filter takes names alone ("DescribeParameters", ParameterFilters)
      const found = await describedParameter(name.startsWith('arn:') ? placeArn(name).name : name, account)
      return found && (found.Type === 'SecureString' ? (found.KeyId ?? '') : '')
    },
  },
}

/**
 * AWS's own keys have aliases that begin with `alias/aws/`; any other alias may stand for another key tomorrow, and grants nothing in a policy.
 * Source: AWS KMS Developer Guide, "Key identifiers (KeyId)" and "Use aliases to control access to KMS keys".
 */
function keyNamed(keyId: string, { partition, region, accountId }: AccountDescription): FoundKey {
  if (keyId === '' || /(^|:)alias\/aws\//.test(keyId)) return { arn: undefined }
  if (/(^|:)alias\//.test(keyId))
    return { reason: `it is ${keyId}, which grants nothing in a policy: "aws kms describe-key --key-id ${shellWord(keyId)}" tells its ARN` }
  const arn = keyId.startsWith('arn:') ? keyId : `arn:${partition}:kms:${region}:${accountId}:key/${keyId}`
  return keyForm.test(arn) && arn.split(':')[3] === region ? { arn } : { reason: `it is ${keyId}` }
}

const keyForm = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[A-Za-z0-9-]+$/
