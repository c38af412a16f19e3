/** What a service may ask of the server it lives in. */
export interface ServerLife {
  /** `http://127.0.0.1:PORT`, known once it listens. */
  endpoint(): string
  /** Runs when the server stops, before the store is closed. */
  onStop(end: () => Promise<void> | void): void
  /** Runs when the state is reset, after the tables were emptied. */
  onReset(reset: () => Promise<void> | void): void
}
