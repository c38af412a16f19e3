import type { TaskContext } from '../context.ts'
import { proposedAdoption } from './adoption.ts'
import { comparedSecrets } from './proposing/compared-secrets.ts'
import type { Choice, Proposal } from './proposing/proposal.ts'
import type { ProposalOptions } from './proposing/proposals.ts'

/** What a person says to the proposals: what is wanted otherwise, and values that only a person knows, each by what was found. */
export interface Answers {
  readonly choices: Readonly<Record<string, Choice>>
  readonly values: Readonly<Record<string, Uint8Array>>
}

/** Puts the proposals before a person. */
export type Choose = (proposals: readonly Proposal[]) => Promise<Answers>

/** What is proposed, and again with a person's answers where one is asked; what was read to be compared is not read again. */
export async function chosenAdoption<Input extends ProposalOptions>(
  given: Input,
  choose: Choose | undefined,
  context: TaskContext,
): Promise<{ readonly input: Input; readonly proposed: Awaited<ReturnType<typeof proposedAdoption>> }> {
  const compared = comparedSecrets(context)
  const proposed = await proposedAdoption(given, compared, context)
  if (choose === undefined) return { input: given, proposed }
  const { choices, values } = await choose(proposed.proposals)
  const input = { ...given, choices: { ...given.choices, ...choices }, values: { ...given.values, ...values } }
  return { input, proposed: await proposedAdoption(input, compared, context) }
}
