import { pathFrom } from '../path-from.ts'
import type { DeclaringCall } from './declaring-call.ts'
import { isFamily, isRecord, type Place } from './place.ts'

/** A secret as a project's files declare it. */
export interface DeclaredSecret {
  /** `src/secrets.ts#stripe`, or `src/handler.ts:12` for a secret that is not exported. */
  readonly id: string
  /** The declaring call's name in `sallyport`: `apiKey`. */
  readonly kind: string
  readonly place: Place
  /** Whether its place has an `{id}`: one declaration of any number of secrets. */
  readonly isFamily: boolean
  /** The field of a stored JSON object that it is; `undefined` for the whole of what is stored. */
  readonly field: string | undefined
  /** For a kind of several fields, their names in the stored JSON object by the kind's own names, as far as they differ. */
  readonly fields: Readonly<Record<string, string>>
  readonly exportName: string | undefined
  /** Absolute. */
  readonly file: string
  readonly line: number
  /** The call's options as far as they are written out: `hosts`, `field`, `header` … */
  readonly options: Record<string, unknown>
}

/** What leaves a function's reach unknown, and where. */
export interface OpenReason {
  /** Relative to the project's root. */
  readonly file: string
  readonly line?: number
  readonly reason: string
  /** The function does not build: to name its secrets would not mend it. */
  readonly isBuildFailure?: true
}

/** A declaring call with the file it stands in. */
export interface CallSite {
  readonly file: string
  readonly call: DeclaringCall
}

export function declaredSecret(site: CallSite, place: Place, root: string): DeclaredSecret {
  const { kind, exportName, line, options } = site.call
  const { field, fields } = options
  return {
    id: secretId(site, root),
    kind,
    place,
    isFamily: isFamily(place),
    field: typeof field === 'string' ? field : undefined,
    fields: isRecord(fields) ? Object.fromEntries(Object.entries(fields).filter(isTextEntry)) : {},
    exportName,
    file: site.file,
    line,
    options,
  }
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}

/** `src/secrets.ts#stripe`, or `src/handler.ts:12` for a secret that is not exported. */
export function secretId({ file, call: { exportName, line } }: CallSite, root: string): string {
  const at = pathFrom(root, file)
  return exportName === undefined ? `${at}:${line}` : `${at}#${exportName}`
}
