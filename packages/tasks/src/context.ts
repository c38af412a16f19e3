import { loadProject, type Project } from '@sallyport/project'
import type { Account } from './account/account.ts'
import { stageNamed } from './stage.ts'

/** A change that a task is about to make, put before the person who asked for it. */
export interface Change {
  /** What will be different, in words: `store a new version of secret prod/stripe`. */
  readonly what: string
  /** The names it touches; a stage may stand in them (`prod/stripe`). */
  readonly names: readonly string[]
  /** Lines of a difference, each beginning with `+`, `-` or a blank. */
  readonly difference?: readonly string[]
  readonly stage: string | undefined
}

/** What a task is given beside its input. The project is loaded when it is first asked for: a task that needs none loads none. */
export interface TaskContext {
  readonly account: Account
  project(): Promise<Project>
  /** `--stage`, `SALLYPORT_STAGE` or the configuration's, in this order. */
  stage(): Promise<string | undefined>
  /** Tells what is being done; for long work. */
  progress(message: string): void
  /** Resolves when the change may be made. @throws TaskError `NOT_CONFIRMED` */
  approve(change: Change): Promise<void>
  now(): Date
}

export interface ContextOptions {
  account: Account
  /** Folder from which the configuration is found upward. */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  stage?: string | undefined
  progress?: (message: string) => void
  /** Default: every change may be made. */
  approve?: (change: Change, project: () => Promise<Project>) => Promise<void>
  now?: () => Date
}

/** Makes the context that tasks run in. */
export function openContext(options: ContextOptions): TaskContext {
  let loading: Promise<Project> | undefined
  const project = () => {
    loading ??= loadProject(options.cwd)
    return loading
  }
  return {
    account: options.account,
    project,
    stage: async () => stageNamed(options.stage ?? options.env['SALLYPORT_STAGE'] ?? (await project()).stage),
    progress: options.progress ?? (() => {}),
    approve: async (change) => options.approve?.(change, project),
    now: options.now ?? (() => new Date()),
  }
}
