/** A file as it is and as it is to be. */
export interface FileEdit {
  /** Absolute. */
  readonly file: string
  /** `undefined` for a new file. */
  readonly before: string | undefined
  readonly after: string
}
