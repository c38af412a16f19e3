/** `1 line`, `2 lines` */
function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}

/** What a value is, without showing it: `24 characters in 1 line`. */
export function sizeOf({
  bytes,
  characters,
  lines,
}: {
  bytes: number
  characters?: number | undefined
  lines?: number | undefined
}): string {
  return characters === undefined || lines === undefined
    ? counted(bytes, 'byte')
    : `${counted(characters, 'character')} in ${counted(lines, 'line')}`
}
