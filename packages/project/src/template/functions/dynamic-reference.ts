/** What a `{{resolve:…}}` in a template reads when it is deployed; the value lands in plain text where it stands. */
export interface DynamicReference {
  readonly service: 'secretsmanager' | 'ssm'
  /** `ssm-secure`; CloudFormation does not put those into a function's environment. */
  readonly isSecure: boolean
  /** A name or an ARN; what is not known of it stays as `${…}`. */
  readonly name: string
  /** The field of the JSON that is stored. */
  readonly field: string | undefined
  /** Of a parameter its number, of a secret its id. */
  readonly version: string | undefined
  readonly versionStage: string | undefined
  /** Whether the text is nothing else. */
  readonly isWhole: boolean
}

const form = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*(?:\$\{[^{}]*\}[^{}]*)*)\}\}/g

/**
 * The first dynamic reference in a text.
 * Source: CloudFormation User Guide, "Get values stored in other services using dynamic references".
 */
export function dynamicReferenceIn(text: string): DynamicReference | undefined {
  const [match] = text.matchAll(form)
  const [whole, kind, rest = ''] = match ?? []
  if (whole === undefined) return undefined
  const isWhole = whole === text
  if (kind === 'secretsmanager') return { ...secretReference(rest), isWhole }
  const [, name = rest, version] = /^(.*?)(?::(\d+|\$\{[^}]*\}))?$/s.exec(rest) ?? []
  return { service: 'ssm', isSecure: kind === 'ssm-secure', name, field: undefined, version, versionStage: undefined, isWhole }
}

/** `secret-id:SecretString:json-key:version-stage:version-id`, all but the first of them optional. */
function secretReference(rest: string): Omit<DynamicReference, 'isWhole'> {
  const segments = rest.match(/(?:\$\{[^}]*\}|[^:])+|(?<=:)(?=:|$)/g) ?? []
  const idLength = segments[0] === 'arn' ? 7 : 1 // an ARN has six colons of its own
  const [, field, versionStage, version] = segments.slice(idLength)
  const name = segments.slice(0, idLength).join(':')
  return {
    service: 'secretsmanager',
    isSecure: false,
    name,
    field: field || undefined,
    version: version || undefined,
    versionStage: versionStage || undefined,
  }
}
