/** Words of letters with a few digits behind them, as names have them and keys do not. */
const word = String.raw`(?:\d{1,4}|[a-z]{1,24}\d{0,3}|[A-Z]{1,16}\d{0,3}|[A-Z]?[a-z]{1,24}(?:[A-Z][a-z]{1,24}){0,4}\d{0,3})`
const segment = `${word}(?:[._-]${word}){0,7}`
const words = new RegExp(`^${segment}$`)
const path = new RegExp(`^/?${segment}(?:/${segment}){1,14}$`)
const placeArn = /^arn:[\w-]+:(?:secretsmanager:[\w-]+:\d{12}:secret:|ssm:[\w-]+:\d{12}:parameter\/)/

/** Whether a text looks like the name or ARN of a secret or a parameter, and may be shown: people put the key itself in such places. */
export function looksLikePlace(text: string): boolean {
  return placeArn.test(text) || (text.length <= 128 && path.test(text))
}

/** Whether what a template's parameter is by default may be shown: a word such as a stage's, of a parameter that is not called as secrets are. */
export function looksLikeSetting(parameter: string, text: string): boolean {
  return text.length <= 20 && words.test(text) && !/pass|secret|key|token|cred|auth|pin/i.test(parameter)
}
