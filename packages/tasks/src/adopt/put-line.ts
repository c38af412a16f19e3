import { serviceInWords } from '../secret-services.ts'
import { shellWord } from '../shell-word.ts'
import { filledIn } from '../stage.ts'
import type { ProposedPlace } from './proposing/proposal.ts'

/** What to type to store a value. @param local `' --local'`, or nothing */
export function putLine({ name, field, service }: ProposedPlace, stage: string | undefined, local: string): string {
  const flags = `${field === undefined ? '' : ` --field ${shellWord(field)}`}${serviceInWords[service].flags.map((flag) => ` ${flag}`).join('')}`
  return `sallyport put ${shellWord(filledIn(name, stage))}${flags}${local}`
}
