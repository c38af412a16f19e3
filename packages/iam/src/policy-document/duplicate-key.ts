/**
 * The first key that stands twice in one object of a valid JSON text, or `undefined`.
 * `JSON.parse` keeps the last of two silently, so half of a doubled `Condition` would vanish and the statement reach further than it reads.
 */
export function duplicateKey(json: string): string | undefined {
  const keysOfOpenObjects: Set<string>[] = []
  for (let index = 0; index < json.length; index++) {
    const character = json[index]
    if (character === '{') keysOfOpenObjects.push(new Set())
    else if (character === '}') keysOfOpenObjects.pop()
    else if (character === '"') {
      const end = endOfString(json, index)
      if (isFollowedByColon(json, end)) {
        const key: string = JSON.parse(json.slice(index, end))
        const keys = keysOfOpenObjects.at(-1)
        if (keys?.has(key)) return key
        keys?.add(key)
      }
      index = end - 1
    }
  }
  return undefined
}

function endOfString(json: string, start: number): number {
  let index = start + 1
  while (json[index] !== '"') index += json[index] === '\\' ? 2 : 1
  return index + 1
}

function isFollowedByColon(json: string, start: number): boolean {
  let index = start
  while (json[index] === ' ' || json[index] === '\n' || json[index] === '\r' || json[index] === '\t') index++
  return json[index] === ':'
}
