import { cleaned } from './cleaned.ts'
import { redacted } from './secret.ts'
import type { Stored } from './stored-reading.ts'
import { valuePattern } from './value-pattern.ts'

/**
 * An error without any of what is stored in what Lambda's runtime, or a logger, shows of it: message, stack and properties, at any depth,
 * causes included. An error stays the same error where it can be changed.
 */
export function withoutValues(error: unknown, stored: readonly Stored[]): unknown {
  const pattern = valuePattern(stored)
  return pattern === undefined ? error : cleaned(error, (text) => text.replace(pattern, redacted))
}
