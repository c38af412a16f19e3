/** The values of `{Name}` in a path like `/2015-03-31/functions/{FunctionName}`, decoded; `undefined` when the path is another. */
export function pathMembers(template: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = template.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const members: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? ''
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined
      continue
    }
    const decoded = decodedSegment(value)
    if (decoded === undefined || decoded === '') return undefined
    members[segment.slice(1, -1)] = decoded
  }
  return members
}

function decodedSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined // a lone `%`
  }
}
