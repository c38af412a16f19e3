import { relative } from 'node:path'
import type { FunctionInTemplate, KeyedPlace, ProjectFunction, StoredKey, StoredResource } from '@sallyport/project'
import { keyReference } from '../../template-policy/key-reference.ts'
import { madeSecret } from '../../template-policy/made-secret.ts'
import { ownAccount } from '../../template-policy/own-account.ts'
import { referenceTo } from '../../template-policy/parameter-reference.ts'
import { type FoundKey, type KeysFound, keyOfOther, keysFound } from './keys-found.ts'

/**
 * The keys of what the function's template makes, as the template has them.
 * @param inTemplate read with references in the place of parameters
 */
export function keysInTemplate(
  places: readonly KeyedPlace[],
  { root, template }: Pick<ProjectFunction, 'root' | 'template'>,
  inTemplate: FunctionInTemplate | undefined = template,
): KeysFound {
  const stored = [template, inTemplate].flatMap((each) => each?.template.stored ?? [])
  return keysFound(
    places.map((place) => {
      if (!isOfOwn(place)) return { place, key: keyOfOther }
      const found = stored.find((each) => each.service === place.service && namesOf(each).includes(nameIn(place)))
      return {
        place,
        key: found === undefined ? notMade(template && relative(root, template.file)) : keyOf(found.key, relative(root, found.file)),
      }
    }),
  )
}

/** What else is declared by an ARN is told as another account's. */
function isOfOwn({ name }: KeyedPlace): boolean {
  return !name.startsWith('arn:') || name.includes(`:${ownAccount.accountId}:`)
}

function notMade(file: string | undefined): FoundKey {
  return { reason: file === undefined ? 'no account is asked' : `${file} does not make it, and no account is asked` }
}

function keyOf(key: StoredKey | undefined, file: string): FoundKey {
  if (key === undefined) return { arn: undefined }
  switch (key.kind) {
    case 'key':
      return { arn: keyReference(key.arn) }
    case 'unknown':
      return { reason: `${file}:${key.line}: ${key.reason}` }
  }
}

/** What a place of ours may be called that the template makes. */
function namesOf({ logicalId, name, namePattern, service }: StoredResource): string[] {
  if (name === undefined && namePattern === undefined) return [service === 'ssm' ? referenceTo(logicalId) : madeSecret(logicalId)]
  return [name, namePattern?.replaceAll(/\$\{([A-Za-z0-9]+)\}/g, (_, each: string) => referenceTo(each))].flatMap((each) => each ?? [])
}

function nameIn({ name }: KeyedPlace): string {
  const own = `arn:${ownAccount.partition}:secretsmanager:${ownAccount.region}:${ownAccount.accountId}:secret:`
  return name.startsWith(own) ? name.slice(own.length) : name
}
