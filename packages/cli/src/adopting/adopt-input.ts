import { type AdoptionProposal, adopt, type InferInput, importedValues, type TaskContext } from '@sallyport/tasks'
import type { Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden } from '../values/ask.ts'
import { importSource } from '../values/import-source.ts'
import { type Choices, chosenProposals } from './chosen-proposals.ts'

/** The input of the task, which asks for what a person changes of the proposals and for the values that only a person knows. */
export async function adoptInput(given: Given, terminal: Terminal, context: TaskContext): Promise<object> {
  const isAgreed = given['yes'] === true
  const dryRun = given['dryRun'] === true || (!isAgreed && !terminal.mayAsk)
  const values = await givenValues(given['values'], terminal)
  const lists = { ...listed('only', given['only']), ...listed('skip', given['skip']) }
  const { only: _only, skip: _skip, values: _values, ...others } = membersOf(adopt.input, given)
  const input = { ...others, ...lists, values, dryRun }
  if (dryRun || !terminal.mayAsk) return input
  const choose: Choose = async (proposals) => {
    const choices = isAgreed ? {} : await chosenProposals(proposals, terminal, context)
    return { choices, values: await askedValues(proposals, choices, terminal) }
  }
  return { ...input, choose }
}

type Choose = NonNullable<InferInput<(typeof adopt)['input']['choose']>>
type Values = NonNullable<InferInput<(typeof adopt)['input']['values']>>

async function givenValues(file: Given[string], terminal: Terminal): Promise<Values> {
  return typeof file === 'string' ? importedValues(await importSource(file, terminal)) : {}
}

function listed(name: 'only' | 'skip', given: Given[string]): Partial<Record<'only' | 'skip', string[]>> {
  if (typeof given !== 'string') return {}
  const names = given.split(',').map((each) => each.trim())
  return { [name]: names.filter((each) => each !== '') }
}

/** Values that are typed by whoever deploys, from the one who is here. */
async function askedValues(proposals: readonly AdoptionProposal[], choices: Choices, { io }: Terminal): Promise<Values> {
  const asked: Values = {}
  for (const { found, state } of proposals) {
    if (state !== 'valueNeeded' || choices[found.id]?.skip === true) continue
    const parameter = found.origin.kind === 'input' ? `, parameter ${found.origin.parameter} of the template` : ''
    asked[found.id] = Buffer.from(await askHidden(`value of ${found.id}${parameter}`, io))
  }
  return asked
}
