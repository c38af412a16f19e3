import type { ModuleUse } from '../../source/module-uses.ts'
import type { InScope, Piece } from '../../source/pieces.ts'
import type { Node, Program } from '../../source/syntax-tree.ts'

/** The permission that a read takes. */
export type ReadAction =
  | 'secretsmanager:GetSecretValue'
  | 'secretsmanager:BatchGetSecretValue'
  | 'ssm:GetParameter'
  | 'ssm:GetParameters'
  | 'ssm:GetParametersByPath'
  | 'ssm:GetParameterHistory'

/** A read of a secret or a parameter that does not go through `sallyport`. */
export interface OtherRead {
  /** What reads: `AWS SDK v3`, `Powertools` … */
  readonly by: string
  readonly service: 'secretsmanager' | 'ssm'
  /** `undefined` where only the client is seen, and not what it does. */
  readonly action: ReadAction | undefined
  /** Name, ARN or path, where it is written out or the function's environment sets it. */
  readonly name: string | undefined
  /** The environment variable that holds the name. */
  readonly variable: string | undefined
  /** The name as it is composed, such as `${STAGE}/stripe` of a variable and text. */
  readonly pattern: string | undefined
  /** Why the name is not known; `undefined` where it is. */
  readonly reason: string | undefined
  /** Relative to the project's root. */
  readonly file: string
  readonly line: number | undefined
}

/** A read as it stands in a bundle. */
export interface SeenRead {
  readonly service: OtherRead['service']
  readonly action: ReadAction | undefined
  /** What gives the name, or is the name; `undefined` where nothing in sight does. */
  readonly name: InScope | readonly Piece[] | undefined
  /** The nodes around the read, outermost first. */
  readonly around: readonly Node[]
  readonly offset: number
  /** Why `name` is `undefined`. */
  readonly reason?: string
}

/** A library that reads secrets: which modules it is, and what of their uses is a read. */
export interface Reader {
  readonly by: string
  readonly modules: RegExp
  /** The reads that a bundle's uses of these modules come down to, in the bundle that holds them. */
  reads(uses: readonly ModuleUse[], program: Program): readonly SeenRead[]
}
