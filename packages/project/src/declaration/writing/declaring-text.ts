import type { ParameterType } from '../place.ts'

/** A secret that is to be declared. */
export interface SecretToDeclare {
  readonly exportName: string
  /** The declaring call's name in `sallyport`: `apiKey`. */
  readonly kind: string
  readonly place: PlaceToDeclare
  /** Options of the kind's own, as the call takes them: `{ hosts: ['api.stripe.com'] }`. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  readonly field?: string | undefined
  /** For a kind of several fields: their names in the stored JSON object by the kind's own. */
  readonly fields?: Readonly<Record<string, string>> | undefined
  /** For `json`: the schema, as source text whose names are in the declaration already. */
  readonly schema?: string | undefined
}

/** As a declaration has it: a name or an ARN, or the variable that holds one. */
export interface PlaceToDeclare {
  readonly service: 'secretsmanager' | 'ssm'
  readonly name?: string | undefined
  /** Where it is given, the declaration says this and no name. */
  readonly variable?: string | undefined
  readonly type?: ParameterType | undefined
}

/** The call that declares a secret, with the comment by which esbuild drops it where nothing uses it. */
export function declaringText(
  { kind, place, schema, options, field, fields }: SecretToDeclare,
  quote: "'" | '"',
  localKind = kind,
): string {
  const written = { ...options, field, fields }
  const given = [placeText(place, quote), ...(schema === undefined ? [] : [schema]), ...optionTexts(written, quote)]
  return `/* @__PURE__ */ ${localKind}(${given.join(', ')})`
}

function placeText({ service, name, variable, type }: PlaceToDeclare, quote: "'" | '"'): string {
  const named = variable === undefined ? (name ?? '') : { env: variable }
  if (service === 'secretsmanager') return literalText(named, quote)
  return literalText({ parameter: named, ...(type === undefined || type === 'SecureString' ? {} : { type }) }, quote)
}

function optionTexts(options: Readonly<Record<string, unknown>>, quote: "'" | '"'): string[] {
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  return given.length === 0 ? [] : [literalText(Object.fromEntries(given), quote)]
}

/** A value as source text. */
function literalText(value: unknown, quote: "'" | '"'): string {
  if (Array.isArray(value)) return `[${value.map((each) => literalText(each, quote)).join(', ')}]`
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : literalText(key, quote)}: ${literalText(each, quote)}`)
      .join(', ')} }`
  const text = JSON.stringify(value)
  return typeof value === 'string' && quote === "'" ? `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : text
}
