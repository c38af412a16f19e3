/** A project: its folder, and what its configuration says. */
export interface Project {
  /** absolute: the configuration's folder; without a configuration the folder it was looked for from */
  root: string
  /** absolute: the folder that paths a person types are told from */
  cwd: string
  configurationFile: string | undefined
  functions: ProjectFunction[]
  /** absolute paths of files that declare secrets */
  declarations: string[]
  stage: string | undefined
  /** stages in which nothing is changed without being asked for by name */
  productionStages: string[]
}

export interface ProjectFunction {
  name: string
  /** absolute */
  entry: string
  /** the export of `entry` that Lambda calls */
  handler: string
  /** name of its execution role */
  role: string
  stage: string | undefined
  reaches: string[] | undefined
  timeoutSeconds: number
  memoryMb: number
  environment: Record<string, string>
  /** of the project */
  root: string
  declarations: string[]
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
