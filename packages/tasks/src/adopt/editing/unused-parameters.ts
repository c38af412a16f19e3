import type { EditedTemplate } from '@sallyport/project'
import type { Proposal } from '../proposing/proposal.ts'

/** Parameters of a template that were there for a variable that is gone. @param at the template's file, to be told */
export async function unusedParameters(
  { file, after }: Pick<EditedTemplate, 'file' | 'after'>,
  proposals: readonly Proposal[],
  at: string,
): Promise<string[]> {
  const { templateIn } = await import('@sallyport/project')
  const adopted = new Set(proposals.flatMap(({ found: { origin } }) => (origin.kind === 'input' ? origin.parameter : [])))
  return templateIn(file, after)
    .parameters.filter(({ name, isUsed }) => adopted.has(name) && !isUsed)
    .map(({ name, line }) => `${at}:${line} has the parameter ${name}, which nothing uses any more: take it out`)
}
