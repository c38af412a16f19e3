import type { ReadInBatches } from './cache/joining.ts'
import type { LifeOptions } from './cache/life.ts'

/** Which version of a secret is read, and how. */
export interface VersionOptions {
  /**
   * The staging label to read, such as `'AWSPREVIOUS'`; of a parameter a label. Default: `AWSCURRENT`, and of a parameter its newest
   * version.
   */
  readonly versionStage?: string | undefined
  /** The version to read for ever: a secret's version id, or the number of a parameter's version. */
  readonly versionId?: string | undefined
  /**
   * `batch`, as this package exports it: secrets that are read in one tick then come by one `BatchGetSecretValue`. The role needs that
   * action too, on `*`, and AWS takes a hundred such calls a second from an account.
   */
  readonly batch?: ReadInBatches | undefined
}

/** The options that every declaration takes. */
export interface ReadingOptions extends LifeOptions, VersionOptions {}
