// C0 but tab and newline, DEL, C1, line and paragraph separators, zero width and direction marks: what moves a cursor, hides or reorders text
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const unseen = /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** `text` with its control characters shown, not obeyed. Tabs and newlines stay: they are a log's own shape. */
export function visible(text: string): string {
  return text.replace(unseen, escaped)
}

/** `text` for one cell or one sentence: tabs and newlines are shown as well. */
export function visibleInLine(text: string): string {
  return visible(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** JSON in which the characters that JSON leaves as they are, but a terminal obeys, are escaped; its meaning is the same. */
export function visibleJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent).replace(unseen, (character) => `\\u${hex(character, 4)}`)
}

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x100 ? `\\x${hex(character, 2)}` : `\\u${hex(character, 4)}`
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).padStart(digits, '0')
}
