import type { UnknownVariable } from '../declaration/resolved-places.ts'
import type { ProjectError } from '../project-error.ts'
import type { NotRead } from '../template/functions/not-read.ts'
import type { Template } from '../template/template.ts'
import type { FunctionInTemplate } from './template-function.ts'
import type { VariableByDefault } from './variable-by-default.ts'

/** A project: its folder, and what its configuration or its template says. */
export interface Project {
  /** Absolute: the folder of the configuration, else of the template; without either the folder they were looked for from. */
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
  /** The templates that were read; without a configuration those found beside it, with one those it names. */
  readonly templates?: readonly Template[] | undefined
  /** What of the project's files is not read, as nested stacks, macros and other tools are. */
  readonly notRead?: readonly NotRead[] | undefined
  /** Why a template that was found is not read; `functionOf` throws it when the function may be in there. */
  readonly templateProblem?: ProjectError | undefined
}

/** A function of a project, with what its configuration and template do not say filled in. */
export interface ProjectFunction {
  readonly name: string
  /** Absolute. */
  readonly entry: string
  /** The export of `entry` that Lambda calls. */
  readonly handler: string
  /** Name of its execution role; where nothing says it, the function's name and `-role`. */
  readonly role: string
  /** Whether configuration or template say the role's name: a role that SAM or CloudFormation names has none before it is deployed. */
  readonly isRoleKnown: boolean
  readonly stage: string | undefined
  readonly reaches: readonly string[] | undefined
  readonly timeoutSeconds: number
  readonly memoryMb: number
  readonly environment: Record<string, string>
  /** Variables that a template sets to what is not known before it is deployed. */
  readonly unknownEnvironment?: Readonly<Record<string, UnknownVariable>> | undefined
  /** Variables that a template sets to what follows from its parameters' defaults; those that a condition decides are not in `environment`. */
  readonly byDefault?: Readonly<Record<string, VariableByDefault>> | undefined
  /** As its template has it. */
  readonly template?: FunctionInTemplate | undefined
  /** Of the project. */
  readonly root: string
  readonly declarations: readonly string[]
}

export type GivenSettings = Partial<{ [Key in keyof ProjectFunction]: ProjectFunction[Key] | undefined }>

/** A function with what was not said filled in; time and memory as Lambda does (Lambda API Reference, "CreateFunction"). */
export function projectFunction(
  name: string,
  entry: string,
  project: Pick<Project, 'root' | 'stage' | 'declarations'>,
  given: GivenSettings = {},
): ProjectFunction {
  return {
    name,
    entry,
    handler: given.handler ?? 'handler',
    role: given.role ?? `${name.slice(0, 59)}-role`,
    isRoleKnown: given.role !== undefined,
    stage: given.stage ?? project.stage,
    reaches: given.reaches,
    timeoutSeconds: given.timeoutSeconds ?? 3,
    memoryMb: given.memoryMb ?? 128,
    environment: given.environment ?? {},
    unknownEnvironment: given.unknownEnvironment,
    byDefault: given.byDefault,
    template: given.template,
    root: project.root,
    declarations: project.declarations,
  }
}
