import type { OwnAccount } from './own-account.ts'

/** What is typed, and what must come of it. */
export interface Line {
  /** What is typed after `sallyport`; as a list where a word has a space in it. */
  readonly type: string | readonly string[]
  /** What standard input gives, when it is a pipe. */
  readonly given?: string
  /** What is typed at a terminal, each when its question is on the screen. */
  readonly answers?: readonly (readonly [question: string, keys: string])[]
  /** Who types it is a role that may do these actions alone; otherwise the administrator does. */
  readonly may?: readonly string[]
  /** A telling line: in the answer or in the talk. */
  readonly says: string | RegExp
  /** What the answer in JSON has; every success that answers in JSON says it. */
  readonly gives?: object
  /** The exit status, where it is not that of the case. */
  readonly status?: number
  /** In the place of what the row prepares. */
  prepare?(at: OwnAccount): Promise<unknown> | unknown
}

/** What every command is held to. A sentence in the place of a line says why there is none. */
export interface Row {
  /** The command's words. */
  readonly command: string
  readonly success: Line
  readonly denial: Line | string
  readonly wrongUse: Line
  readonly notFound: Line | string
  /** Why `--json` gives no answer in JSON. */
  readonly withoutJson?: string
  /** Why the answer holds keys of the account on loopback. */
  readonly showsKeys?: string
  /** The folder knows of no AWS on loopback. */
  readonly withoutServer?: boolean
  /** Makes what the lines are about, before each of them. */
  prepare?(at: OwnAccount): Promise<unknown> | unknown
}

/** The statement to add, which has to be told to whoever is denied; in a function's answer its quotes are escaped. */
export function missing(action: string): RegExp {
  return new RegExp(String.raw`{\\?"Effect\\?":\\?"Allow\\?",\\?"Action\\?":\\?"${action}\\?",\\?"Resource\\?":`)
}
