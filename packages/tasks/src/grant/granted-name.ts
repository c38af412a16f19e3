import type { DeclaredSecret } from '@sallyport/project'
import { filledIn } from '../stage.ts'

/** What a policy lets a function read of a secret: its name in the stage, of a family the name with `*` in the place of the member. */
export function grantedName({ place: { name } }: Pick<DeclaredSecret, 'place'>, stage: string | undefined): string {
  return filledIn(name.replaceAll('{id}', '*'), stage)
}
