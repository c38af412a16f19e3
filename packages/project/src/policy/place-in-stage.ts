import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import { ProjectError } from '../project-error.ts'

/** A secret's name or ARN in a stage; `{id}` stays in that of a family. */
export function placeInStage({ place, file, line, id }: DeclaredSecret, stage: string | undefined): string {
  if (place.name.includes('{stage}') && (stage === undefined || !/^[A-Za-z0-9_-]{1,32}$/.test(stage)))
    throw new ProjectError('STAGE_INVALID', {
      message: `secret ${place.name} does not have a stage to stand for {stage}: give one of 1 to 32 letters, digits, "_" and "-"`,
      file,
      line,
    })
  const name = place.name.replaceAll('{stage}', stage ?? '')
  if (/[{}]/.test(name.replaceAll('{id}', '')))
    throw new ProjectError('PLACE_UNSUPPORTED', {
      message: `secret ${name} may not be granted, as ${id} has a misspelt brace: {stage} and {id} are the only ones`,
      file,
      line,
    })
  return name
}
