import type { ProjectFunction } from '@sallyport/project'
import { withKeys } from '../../template-policy/key-reference.ts'
import { inOwnStack } from '../../template-policy/own-account.ts'
import type { KeysFound } from './keys-found.ts'

/** What a CDK app puts under a key that the function's role may not decrypt with, as far as its template tells. */
export function keysInApp({ knownKeys }: KeysFound, { template }: Pick<ProjectFunction, 'template'>): string[] {
  const granted = new Set(
    (template?.policies ?? []).flatMap(({ statements = [] }) =>
      statements.filter(({ Action = [] }) => Action.includes('kms:Decrypt')).flatMap(({ Resource = [] }) => Resource),
    ),
  )
  return Object.entries(knownKeys).flatMap(([name, key]) => {
    const shown = inOwnStack(withKeys(key))
    return granted.has(shown) ? [] : [`${name} is under the key ${shown}, which the role may not decrypt with`]
  })
}
