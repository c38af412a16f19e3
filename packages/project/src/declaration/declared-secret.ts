import { relative, sep } from 'node:path'
import type { DeclaringCall } from './declaring-call.ts'
import type { Place } from './place.ts'

/** A secret as a project's files declare it. */
export interface DeclaredSecret {
  /** `src/secrets.ts#stripe`, or `src/handler.ts:12` for a secret that is not exported */
  id: string
  /** the declaring call's name in `sallyport`: `apiKey` */
  kind: string
  place: Place
  exportName: string | undefined
  /** absolute */
  file: string
  line: number
  /** the call's options as far as they are written out: `hosts`, `field`, `header` … */
  options: Record<string, unknown>
}

/** What leaves a function's reach unknown, and where. */
export interface OpenReason {
  /** relative to the project's root */
  file: string
  line?: number
  reason: string
}

/** A declaring call with the file it stands in. */
export interface CallSite {
  file: string
  call: DeclaringCall
}

export function declaredSecret({ file, call }: CallSite, place: Place, root: string): DeclaredSecret {
  const { kind, exportName, line, options } = call
  const at = pathFrom(root, file)
  return { id: exportName === undefined ? `${at}:${line}` : `${at}#${exportName}`, kind, place, exportName, file, line, options }
}

/** A file's path below `root`, with slashes. */
export function pathFrom(root: string, file: string): string {
  return relative(root, file).split(sep).join('/')
}
