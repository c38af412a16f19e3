/** Data as a template has it: plain JSON, intrinsic functions in their full form (`{ "Fn::Sub": "…" }`). */
export type TemplateData = string | readonly TemplateData[] | { readonly [key: string]: TemplateData }

/** How a template's text is laid out. */
export interface TextStyle {
  readonly isJson: boolean
  readonly lineEnd: '\n' | '\r\n'
  /** One level of indentation. */
  readonly unit: string
}

/** Short forms that take a text. Source: CloudFormation User Guide, "Intrinsic function reference". */
const shortForms: ReadonlyMap<string, string> = new Map([
  ['Ref', '!Ref'],
  ['Fn::Sub', '!Sub'],
  ['Fn::ImportValue', '!ImportValue'],
])

/** Lines of block YAML for a value, without indentation of their own; one line for what fits behind a key. */
export function yamlLines(value: TemplateData, unit: string): string[] {
  const inline = inlineYaml(value)
  if (inline !== undefined) return [inline]
  if (isList(value)) return value.flatMap((each) => hung('- ', yamlLines(each, unit), '  '))
  // a text always has a line of its own, and a list is done: TypeScript sees neither
  return Object.entries(value as Readonly<Record<string, TemplateData>>).flatMap(([key, each]) => entryLines(key, each, unit))
}

/** Lines of block YAML for a key and its value. */
export function entryLines(key: string, value: TemplateData, unit: string): string[] {
  const inline = inlineYaml(value)
  const name = yamlText(key)
  return inline === undefined ? [`${name}:`, ...yamlLines(value, unit).map((line) => unit + line)] : [`${name}: ${inline}`]
}

/** Lines with `first` before the first and `rest` before the others. */
export function hung(first: string, lines: readonly string[], rest: string): string[] {
  return lines.map((line, index) => (index === 0 ? first : rest) + line)
}

function inlineYaml(value: TemplateData): string | undefined {
  if (typeof value === 'string') return yamlText(value)
  const entries = Object.entries(value)
  if (entries.length === 0) return isList(value) ? '[]' : '{}'
  const [[name, argument] = ['', '']] = entries
  const short = !isList(value) && entries.length === 1 && typeof argument === 'string' ? shortForms.get(name) : undefined
  return short === undefined || typeof argument !== 'string' ? undefined : `${short} ${yamlText(argument)}`
}

/** A text as a YAML scalar; in quotes wherever another reading of it is possible, in YAML 1.1 or 1.2. */
function yamlText(text: string): string {
  const isPlain = /^[A-Za-z_/][\w/.:@+-]*$/.test(text) && !/:$|^(y|n|yes|no|on|off|true|false|null)$/i.test(text)
  return isPlain ? text : JSON.stringify(text)
}

/** A value in flow form, which is JSON: for JSON templates, and inside of `[…]` and `{…}` in YAML. */
export function flowText(value: TemplateData, { unit, lineEnd }: TextStyle, indent: string | undefined): string {
  if (indent === undefined) return JSON.stringify(value)
  return JSON.stringify(value, undefined, unit).replaceAll('\n', lineEnd + indent)
}

function isList(value: TemplateData): value is readonly TemplateData[] {
  return Array.isArray(value)
}
