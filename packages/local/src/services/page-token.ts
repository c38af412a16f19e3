/** The token of the page after one that ended at `position`. AWS says nothing of a token's form. */
export function pageToken(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/** Where the page before ended, of unchecked kinds; `undefined` for what no page gave: anybody may send any text as a token. */
export function positionIn(token: string): readonly unknown[] | undefined {
  const position = parsed(Buffer.from(token, 'base64url').toString())
  return Array.isArray(position) && pageToken(position) === token ? position : undefined
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
