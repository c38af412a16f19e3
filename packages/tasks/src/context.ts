import type { Project } from '@sallyport/project'
import type { Account } from './account/account.ts'
import { type DeclaredInProject, type DeclaredPlace, declaredInProject, type OpenPlace } from './place/declared-places.ts'
import { projectFailure } from './project-failure.ts'
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
  /**
   * What must be answered wherever it is made, not in production alone: `yes`, or the name of what cannot be brought back, typed whole.
   * Default: nothing
   */
  readonly asks?: 'yes' | { readonly name: string }
}

/** What a task is given beside its input. The project is loaded when it is first asked for: a task that needs none loads none. */
export interface TaskContext {
  readonly account: Account
  readonly env: Readonly<Record<string, string | undefined>>
  project(): Promise<Project>
  /** The places that the project's files declare. */
  declared(): Promise<readonly DeclaredPlace[]>
  /** What they declare at places that nobody knows before it is deployed. */
  openDeclarations(): Promise<readonly OpenPlace[]>
  /**
   * The stage that was asked for, `SALLYPORT_STAGE`, a function's own or the configuration's, in this order; on loopback `dev` when none of them says one.
   * @throws TaskError `WRONG_USE` for one that AWS's names could not hold
   */
  stage(ofFunction?: string): Promise<string | undefined>
  /** Tells what is being done; for long work. */
  progress(message: string): void
  /** Resolves when the change may be made. @throws TaskError `NOT_CONFIRMED` */
  approve(change: Change): Promise<void>
  now(): Date
}

/** What a context is made from: an account, a place in the file system, and a face to talk to. */
export interface ContextOptions {
  account: Account
  /** Folder from which the configuration is found upward. */
  cwd: string
  /** The configuration's path, instead of looking for one. */
  configuration?: string | undefined
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
    loading ??= loaded(options)
    return loading
  }
  const progress = options.progress ?? (() => {})
  let looking: Promise<DeclaredInProject> | undefined
  const declared = () => {
    looking ??= declaredInProject({ project, progress })
    return looking
  }
  return {
    account: options.account,
    env: options.env,
    project,
    declared: async () => (await declared()).places,
    openDeclarations: async () => (await declared()).open,
    stage: async (ofFunction) =>
      stageNamed(options.stage ?? (options.env['SALLYPORT_STAGE'] || ofFunction) ?? (await project()).stage) ??
      defaultStage(options.account),
    progress,
    approve: async (change) => options.approve?.(change, project),
    now: options.now ?? (() => new Date()),
  }
}

/** The bundler and the parsers of the project's package take their time to load: only what needs a project pays for them. */
async function loaded({ cwd, configuration }: ContextOptions): Promise<Project> {
  const { loadProject } = await import('@sallyport/project')
  return loadProject(cwd, { file: configuration }).catch((error) => Promise.reject(projectFailure(error)))
}

/** A laptop's stage needs no saying, as for the runtime there; on AWS it is never assumed. */
function defaultStage({ target }: Account): string | undefined {
  return target === 'local' ? 'dev' : undefined
}
