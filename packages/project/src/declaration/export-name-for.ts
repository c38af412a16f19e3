import * as runtime from 'sallyport'
import { freeName } from '../source/taken-names.ts'

/** Names that no variable of a module may have. Source: ECMAScript Language Specification, "Keywords and Reserved Words". */
const reservedWords = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static super switch ' +
    'this throw true try typeof var void while with yield undefined NaN Infinity exports module require'
  ).split(' '),
)

/**
 * The export name of a secret that has been called by the name of a variable, a secret, a parameter or an ARN so far.
 * @param taken names that the declaration has already
 * @example
 * exportNameFor('STRIPE_API_KEY') // 'stripeApiKey'
 * exportNameFor('{stage}/weather/key') // 'weatherKey'
 * exportNameFor('BILLING_SECRET_ARN') // 'billing'
 */
export function exportNameFor(name: string, taken: Iterable<string> = []): string {
  const [first = 'secret', ...rest] = wordsOf(name)
  const joined = [first.toLowerCase(), ...rest.map(capitalized)].join('')
  const started = /^\d/.test(joined) ? `secret${joined}` : joined
  // the kinds are imported into the same file
  return freeName(started, new Set([...taken, ...reservedWords, ...Object.keys(runtime)]))
}

function wordsOf(name: string): string[] {
  const words = plainName(name)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '')
  return words
}

/** A name without what does not tell one secret from another: an ARN's account, the stage, and that a variable holds a name. */
function plainName(name: string): string {
  const resource = /^arn:[^:]*:(?:secretsmanager|ssm):[^:]*:[^:]*:(?:secret:|parameter\/)(.*)$/.exec(name)?.[1]
  if (resource !== undefined) return plainName(resource.replace(/-[A-Za-z\d]{6}$/, ''))
  return /^[A-Z][A-Z\d_]*$/.test(name) ? name.replace(/(?:_SECRET|_PARAMETER)?_(?:ARN|NAME|ID)$/, '') : name.replaceAll(/\{\w*\}/g, ' ')
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}
