export interface VersionOptions {
  /** The staging label to read; of a parameter a label. Default: `AWSCURRENT`, and of a parameter its newest version. */
  readonly versionStage?: string | undefined
  /** The version to read for ever: a secret's version id, or the number of a parameter's version. */
  readonly versionId?: string | undefined
}
