import * as v from 'valibot'
import { forms, kindNamed } from '../forms/forms.ts'
import { placeEntries, type RequestedPlace, toldPlace } from '../place/requested-place.ts'
import { secretServices } from '../secret-services.ts'
import { fieldOf } from '../stored/field-of.ts'
import { kindOfValue, utf8 } from '../stored/kind-of-value.ts'
import { storedValue } from '../stored/stored-value.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { askedVersion } from './asked-version.ts'

/** Reads a stored value, and shows it only when asked to; otherwise it says what kind of value it is. */
export const get = task({
  name: 'get',
  summary: 'a stored value: what it is, and with reveal the value itself',
  input: {
    ...placeEntries,
    /** This field of a JSON object. Default: the declared one of the export that was named. */
    field: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** A version stage such as AWSPREVIOUS; of a parameter a label. */
    versionStage: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** The id of a version, or so much of its beginning that it is the only one; of a parameter its number. */
    versionId: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Gives the value. */
    reveal: v.optional(v.boolean(), false),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    type: v.string(),
    arn: v.string(),
    version: v.string(),
    stages: v.array(v.string()),
    storedAt: v.optional(v.string()),
    field: v.optional(v.string()),
    form: v.picklist(['text', 'json', 'binary']),
    bytes: v.number(),
    characters: v.optional(v.number()),
    lines: v.optional(v.number()),
    fields: v.optional(v.array(v.string())),
    /** Only with `reveal`; a text. */
    value: v.optional(v.string()),
    /** Only with `reveal`; of a value that is no text. */
    valueBase64: v.optional(v.string()),
  }),
  async run(input, context) {
    const place = await toldPlace(input, context)
    const stored = await storedValue(place, await askedVersion(place, input, context), context.account)
    const field = input.field ?? place.byExport?.field
    const inBase64 = field === undefined && !stored.isBinary ? declaredBytes(stored.bytes, place) : undefined
    const bytes =
      field === undefined ? (inBase64 ?? stored.bytes) : Buffer.from(fieldOf(textOf(stored.bytes, place.called), field, place.called))
    const isBinary = (stored.isBinary || inBase64 !== undefined) && field === undefined
    return {
      name: stored.name,
      service: place.service,
      type: stored.type,
      arn: stored.arn,
      version: stored.version,
      stages: [...stored.stages],
      ...(stored.storedAt === undefined ? {} : { storedAt: stored.storedAt.toISOString() }),
      ...(field === undefined ? {} : { field }),
      ...kindOfValue(bytes, isBinary),
      ...(input.reveal ? revealed(bytes, isBinary) : {}),
    }
  },
})

function textOf(bytes: Uint8Array, called: string): string {
  const text = utf8(bytes)
  if (text === undefined) throw new TaskError('BAD_VALUE', { message: `${called} is binary and has no fields: leave \`field\` out` })
  return text
}

function isOfBytes(name: string): boolean {
  const kind = kindNamed(name)
  return kind !== undefined && forms[kind].stored === 'bytes'
}

/** The bytes of a parameter that is declared as `binary`: Parameter Store holds text alone, so they are there in base64. */
function declaredBytes(stored: Uint8Array, { service, declared }: RequestedPlace): Uint8Array | undefined {
  const isDeclared = service === 'ssm' && declared.length > 0 && declared.every(({ kind }) => isOfBytes(kind))
  const text = isDeclared ? utf8(stored)?.trim() : undefined
  const bytes = text === undefined ? undefined : Buffer.from(text, 'base64')
  return bytes?.toString('base64') === text ? bytes : undefined // what is no base64 is shown as it is stored
}

/** Bytes that happen to be text are given as bytes all the same: whoever reads `SecretBinary` gets it so each time. */
function revealed(bytes: Uint8Array, isBinary: boolean): { value: string } | { valueBase64: string } {
  return isBinary ? { valueBase64: Buffer.from(bytes).toString('base64') } : { value: Buffer.from(bytes).toString('utf8') }
}
