export interface Stored {
  readonly text?: string | undefined
  readonly bytes?: Uint8Array | undefined
}
