/** A secret as it is kept; its values are apart, each sealed. */
export interface SecretRecord {
  readonly name: string
  /** Ends in six characters that another secret of this name will not have. */
  readonly arn: string
  readonly description?: string
  readonly kmsKeyId?: string
  readonly tags: readonly Tag[]
  /** Whether a tag was ever taken off: then the list of tags is told also when it is empty. */
  readonly wasTagged?: true
  /** The service of AWS that made the secret and alone may change it, such as `rds`. */
  readonly owningService?: string
  readonly createdAt: number
  readonly lastChangedAt: number
  /** Start of the day, UTC, of the last read. */
  readonly lastAccessedDay?: number
  /** When deletion was asked for, and when it happens. */
  readonly deletion?: { readonly askedAt: number; readonly dueAt: number }
  /** Newest last. */
  readonly versions: readonly VersionRecord[]
}

export interface VersionRecord {
  readonly id: string
  readonly stages: readonly string[]
  readonly createdAt: number
  readonly form: 'string' | 'binary'
  /** Start of the day, UTC, of the last read. */
  readonly lastAccessedDay?: number
}

export interface Tag {
  readonly Key: string
  readonly Value: string
}

/** A value as it came, not sealed yet. */
export interface SecretValue {
  readonly form: VersionRecord['form']
  readonly bytes: Uint8Array
}
