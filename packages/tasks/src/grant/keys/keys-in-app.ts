import type { ProjectFunction } from '@sallyport/project'
import { withKeyArns } from '../../template-policy/key-reference.ts'
import { inOwnStack } from '../../template-policy/own-account.ts'
import type { KeysFound } from './keys-found.ts'

/** What a CDK app puts under a key that the function's role may not decrypt with, as far as its template tells. */
export function keysInApp({ knownKeys }: KeysFound, { template }: Pick<ProjectFunction, 'template'>): string[] {
  const granted = new Set(
    (template?.policies ?? []).flatMap(({ statements = [] }) =>
      statements
        .filter(({ Effect, Action = [] }) => Effect === 'Allow' && Action.some(isDecrypting))
        .flatMap(({ Resource = [] }) => Resource),
    ),
  )
  return Object.entries(knownKeys).flatMap(([name, key]) => {
    const shown = inOwnStack(withKeyArns(key))
    return granted.has(shown) || granted.has('*') ? [] : [`${name} is under the key ${shown}, which the role may not decrypt with`]
  })
}

function isDecrypting(action: string): boolean {
  return action === '*' || action === 'kms:*' || action === 'kms:Decrypt'
}
