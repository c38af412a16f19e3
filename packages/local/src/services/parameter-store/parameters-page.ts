import { awsError } from '../../aws-error.ts'
import { pageToken, positionIn } from '../page-token.ts'
import { keyOf, mostArnCharacters } from './parameter-name.ts'
import type { ParameterRecord, Parameters } from './parameters.ts'

/** The next parameters that pass, in the order of their names, and the token of the page after. */
export function parametersPage(
  parameters: Parameters,
  passes: (record: ParameterRecord) => boolean,
  limit: number,
  token: string | undefined,
): { page: readonly ParameterRecord[]; nextToken: string | undefined } {
  const page: ParameterRecord[] = []
  for (const each of parameters.after(token === undefined ? '' : keyIn(token))) {
    if (!passes(each)) continue
    const last = page.at(-1)
    if (page.length === limit && last !== undefined) return { page, nextToken: pageToken([keyOf(last.name)]) }
    page.push(each)
  }
  return { page, nextToken: undefined }
}

/**
 * The name a page ended with: it still holds its place when that parameter was deleted since.
 * @throws AwsError `InvalidNextToken` for what is not a token of an earlier page
 */
function keyIn(token: string): string {
  const [key, ...more] = positionIn(token) ?? []
  const isKey = typeof key === 'string' && key.length <= mostArnCharacters && /^[\w.\-/]+$/.test(key) && more.length === 0
  if (!isKey) throw awsError('InvalidNextToken', 'The specified token is not valid.')
  return key
}
