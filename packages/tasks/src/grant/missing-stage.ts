import { relative } from 'node:path'
import type { FunctionInTemplate, Reach, TemplateChange } from '@sallyport/project'
import { stageParameterIn } from '../template-policy/stage-parameter.ts'

const variable = 'SALLYPORT_STAGE'

export interface MissingStage {
  /** The template's parameter that is its stage: one policy serves every stage by it. */
  readonly parameter: string | undefined
  /** Sets the variable to that. */
  readonly change: TemplateChange | undefined
  readonly note: string
}

/** What a function of a template lacks whose code reads secrets by their stage while the template does not tell it the stage. */
export function missingStage(
  { template, logicalId, name, environment, file }: FunctionInTemplate,
  { secrets }: Reach,
  root: string,
): MissingStage | undefined {
  const isStaged = secrets.some(({ place }) => place.name.includes('{stage}'))
  if (!isStaged || environment[variable] !== undefined) return undefined
  if (template.cdkApp !== undefined)
    return {
      parameter: undefined,
      change: undefined,
      note: `its code takes {stage} from ${variable}, which the app does not give to ${name}: set it there, and hand the same to SallyportGrant as stage`,
    }
  const parameter = stageParameterIn(template)
  const told = `its code takes {stage} from ${variable}, which ${relative(root, file)} does not set`
  if (parameter === undefined) return { parameter, change: undefined, note: `${told}: set it, or say the stage in the code by configure()` }
  return {
    parameter,
    change: { kind: 'setVariable', function: logicalId, variable, value: { Ref: parameter } },
    note: `${told}: it needs ${variable}: !Ref ${parameter}`,
  }
}
