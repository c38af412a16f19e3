/** A project: its folder, and what its configuration says. */
export interface Project {
  /** Absolute: the configuration's folder; without a configuration the folder it was looked for from. */
  readonly root: string
  /** Absolute: the folder that paths a person types are told from. */
  readonly cwd: string
  readonly configurationFile: string | undefined
  readonly functions: readonly ProjectFunction[]
  /** Absolute paths of files that declare secrets. */
  readonly declarations: readonly string[]
  readonly stage: string | undefined
  /** Stages in which nothing is changed without being asked for by name. */
  readonly productionStages: readonly string[]
}

/** A function of a project, with what its configuration does not say filled in. */
export interface ProjectFunction {
  readonly name: string
  /** Absolute. */
  readonly entry: string
  /** The export of `entry` that Lambda calls. */
  readonly handler: string
  /** Name of its execution role. */
  readonly role: string
  readonly stage: string | undefined
  readonly reaches: readonly string[] | undefined
  readonly timeoutSeconds: number
  readonly memoryMb: number
  readonly environment: Record<string, string>
  /** Of the project. */
  readonly root: string
  readonly declarations: readonly string[]
}

type Given = Partial<{ [Key in keyof ProjectFunction]: ProjectFunction[Key] | undefined }>

/** A function with what was not said filled in; time and memory as Lambda does (Lambda API Reference, "CreateFunction"). */
export function projectFunction(name: string, entry: string, project: Omit<Project, 'functions'>, given: Given = {}): ProjectFunction {
  return {
    name,
    entry,
    handler: given.handler ?? 'handler',
    role: given.role ?? `${name}-role`,
    stage: given.stage ?? project.stage,
    reaches: given.reaches,
    timeoutSeconds: given.timeoutSeconds ?? 3,
    memoryMb: given.memoryMb ?? 128,
    environment: given.environment ?? {},
    root: project.root,
    declarations: project.declarations,
  }
}
