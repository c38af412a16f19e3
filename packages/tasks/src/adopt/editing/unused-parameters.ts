import type { EditedTemplate } from '@sallyport/project'
import type { Proposal } from '../proposing/proposal.ts'

/** Parameters of a template that were there for a variable that is gone. @param at the template's file, to be told */
export function unusedParameters({ after }: Pick<EditedTemplate, 'after'>, proposals: readonly Proposal[], at: string): string[] {
  const parameters = proposals.flatMap(({ found: { origin } }) => (origin.kind === 'input' ? origin.parameter : []))
  const lines = after.split('\n')
  return [...new Set(parameters)].flatMap((parameter) => {
    const mention = new RegExp(`\\b${parameter}\\b`)
    const [line, another] = lines.flatMap((text, index) => (mention.test(text) ? index + 1 : []))
    if (line === undefined || another !== undefined) return []
    return [`${at}:${line} has the parameter ${parameter}, which nothing uses any more: take it out`]
  })
}
