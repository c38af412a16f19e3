export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('the stored value is not JSON') // the parser's own message repeats what it read
  }
}
