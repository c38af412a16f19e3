import { runInNewContext } from 'node:vm'
import { awsError } from '../../aws-error.ts'

/**
 * Milliseconds a pattern may work on a value. It is the user's own and may backtrack for years (`(a+)+$`), so it runs in a context that
 * is stopped from outside. An ordinary pattern takes less than one on 8 KB; it is time by the wall, so a busy machine needs the rest.
 */
const patternTimeMs = 250

/**
 * Holds a value against a parameter's own `AllowedPattern`. The syntax is JavaScript's, Parameter Store's is Java's: what only Java
 * knows, such as `(?i)`, is refused.
 * @throws AwsError when the value does not match, or the pattern cannot be used
 */
export function checkAllowedPattern(pattern: string, value: string): void {
  if (!isMatch(pattern, value)) {
    throw awsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`)
  }
}

function isMatch(pattern: string, value: string): boolean {
  try {
    const given = Object.assign(Object.create(null), { pattern, value })
    return runInNewContext('new RegExp(pattern).test(value)', given, { timeout: patternTimeMs }) === true
  } catch (error) {
    // neither error is repeated: the value must not be shown
    const isTooSlow = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
    const problem = isTooSlow ? `takes more than ${patternTimeMs} ms on this value` : 'is not a regular expression'
    throw awsError('InvalidAllowedPatternException', `The allowedPattern ${pattern} ${problem}: use a simpler one`)
  }
}
