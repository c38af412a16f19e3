import { pathFrom } from '../path-from.ts'
import type { DeclaringCall } from './declaring-call.ts'
import type { Place } from './place.ts'

/** A secret as a project's files declare it. */
export interface DeclaredSecret {
  /** `src/secrets.ts#stripe`, or `src/handler.ts:12` for a secret that is not exported. */
  readonly id: string
  /** The declaring call's name in `sallyport`: `apiKey`. */
  readonly kind: string
  readonly place: Place
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
}

/** A declaring call with the file it stands in. */
export interface CallSite {
  readonly file: string
  readonly call: DeclaringCall
}

export function declaredSecret(site: CallSite, place: Place, root: string): DeclaredSecret {
  const { kind, exportName, line, options } = site.call
  return { id: secretId(site, root), kind, place, exportName, file: site.file, line, options }
}

/** `src/secrets.ts#stripe`, or `src/handler.ts:12` for a secret that is not exported. */
export function secretId({ file, call: { exportName, line } }: CallSite, root: string): string {
  const at = pathFrom(root, file)
  return exportName === undefined ? `${at}:${line}` : `${at}#${exportName}`
}
