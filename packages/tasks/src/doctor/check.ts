import type { TaskContext } from '../context.ts'

export const checkStatuses = ['ok', 'warning', 'problem', 'skipped'] as const

/** What a check saw. */
export interface Finding {
  readonly status: (typeof checkStatuses)[number]
  readonly text: string
  /** What to do, mostly a command to type. */
  readonly cure?: string
}

/** One thing that `doctor` looks at. A failure of AWS or of the project that it throws is a finding as well. */
export interface Check {
  readonly name: string
  /** Checks that must not have found a problem, since their problem would only be told again. */
  readonly after?: readonly string[]
  /** How long it may take, in milliseconds; default 5,000, which is for one that asks the network. */
  readonly limitMs?: number
  /** @param signal ends requests that nobody waits for any more; they would keep the process alive */
  run(context: TaskContext, signal: AbortSignal): Promise<readonly Finding[]>
}

export const ok = (text: string): Finding => ({ status: 'ok', text })
export const warning = (text: string, cure: string): Finding => ({ status: 'warning', text, cure })
export const problem = (text: string, cure: string): Finding => ({ status: 'problem', text, cure })
export const skipped = (text: string): Finding => ({ status: 'skipped', text })
