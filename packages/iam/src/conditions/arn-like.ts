import { compileGlob, matchesGlob } from '../evaluation/glob.ts'
import { PolicyError, quoted } from '../policy-document/policy-error.ts'
import { valueOperator } from './condition-operator.ts'

/**
 * An ARN is compared part by part, so that no wildcard reaches over one of its first five colons.
 * Source: IAM User Guide, "Amazon Resource Name (ARN) condition operators".
 */
export const arnLike = valueOperator('ArnLike', (value, reading) => {
  const globs = arnParts(value)?.map((part) => compileGlob(part, reading))
  if (globs === undefined)
    throw new PolicyError('MALFORMED_POLICY', `compares ARNs with ${quoted(value)}, which has not the six parts of an ARN`, reading.at)
  return (requested) => {
    const parts = arnParts(requested)
    return parts !== undefined && globs.every((glob, index) => matchesGlob(glob, parts[index] ?? '')) // both have six
  }
})

/** The six parts of an ARN, or `undefined` when it has fewer; the sixth keeps its own colons. */
function arnParts(text: string): readonly string[] | undefined {
  const parts = text.split(':')
  return parts.length < 6 ? undefined : [...parts.slice(0, 5), parts.slice(5).join(':')]
}
