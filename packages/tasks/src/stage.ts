import { TaskError } from './task-error.ts'

/** What a stage may be called, as the source of a regular expression. */
export const stageForm = '[A-Za-z0-9_-]{1,32}'

const stagePattern = new RegExp(`^${stageForm}$`)

/** What a stage's name has to be, where `stage` is not; `undefined` where it is. */
export function stageProblem(stage: string): string | undefined {
  return stagePattern.test(stage) ? undefined : '1 to 32 letters, digits, "_" or "-"'
}

/** `stage`, checked. An empty one counts as none. @throws TaskError `WRONG_USE` */
export function stageNamed(stage: string | undefined): string | undefined {
  if (stage === undefined || stage === '') return undefined
  const form = stageProblem(stage)
  if (form !== undefined) throw new TaskError('WRONG_USE', { message: `the stage is not ${form}: give \`stage\` a name such as dev` })
  return stage
}

/** `name` with `{stage}` filled in. Braces are not allowed in AWS's names, so that nothing else can be meant. */
export function filledIn(name: string, stage: string | undefined): string {
  if (!name.includes('{')) return name
  if (stage === undefined && name.includes('{stage}')) {
    throw new TaskError('WRONG_USE', { message: `${name} does not say its stage: give \`stage\`, or set SALLYPORT_STAGE` })
  }
  const filled = name.replaceAll('{stage}', stage ?? '')
  if (/[{}]/.test(filled)) throw new TaskError('WRONG_USE', { message: `${name} is not a name: "{stage}" is the only braces it may hold` })
  return filled
}
