import {
  type AdoptionChoice,
  type AdoptionProposal,
  forms,
  kinds,
  nameProblem,
  namesInStages,
  serviceFor,
  serviceOfName,
  type TaskContext,
} from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { choose, write } from '../wizard/questions.ts'
import { rowOf, whereOf } from './proposal-row.ts'

/** What is wanted otherwise than proposed, by what was found. */
export type Choices = Readonly<Record<string, AdoptionChoice>>

/**
 * Shows what is found and where it would go, and lets a person change or skip each.
 * @throws Cancelled after Ctrl-C
 */
export async function chosenProposals(proposals: readonly AdoptionProposal[], terminal: Terminal, context: TaskContext): Promise<Choices> {
  const open = proposals.filter(({ state }) => state !== 'skipped')
  if (open.length === 0) return {}
  const stage = await context.stage()
  for (const each of open) {
    const { variable, where, state, because } = rowOf(shown(each, stage))
    terminal.say(`${variable} → ${where}: ${state} (${because})`)
  }
  const way = await choose(terminal, 'Is that where they go?', [
    { value: 'all', label: 'yes, all of them' },
    { value: 'each', label: 'one by one' },
  ])
  if (way === 'all') return {}
  const choices: Record<string, AdoptionChoice> = {}
  for (const each of open) choices[each.found.id] = await chosen(each, terminal, stage)
  return choices
}

async function chosen(proposal: AdoptionProposal, terminal: Terminal, stage: string | undefined): Promise<AdoptionChoice> {
  const { found, place } = proposal
  let choice: AdoptionChoice = {}
  for (;;) {
    const now = { ...proposal, ...changed(proposal, choice) }
    const what = await choose(terminal, `${found.id} goes to ${whereOf(shown(now, stage))}: is that right?`, [
      { value: 'keep', label: 'yes' },
      // what the template refers to is where it is
      ...(found.origin.kind === 'reference' ? [] : [{ value: 'name' as const, label: 'another name' }]),
      ...(place.field === undefined ? [{ value: 'kind' as const, label: 'another kind' }] : []),
      { value: 'export', label: 'another name in the code' },
      { value: 'skip', label: 'leave it in its variable' },
    ])
    if (what === 'keep') return choice
    if (what === 'skip') return { skip: true }
    if (what === 'name') {
      const name = await write(terminal, 'Its name ("/" at its beginning: a parameter; {stage} stands for the stage)', {
        initial: choice.name ?? place.name,
        check: (written) => nameProblem(written, serviceOfName(written)),
      })
      choice = { ...choice, name, parameter: serviceOfName(name) === 'ssm' }
    }
    if (what === 'kind') choice = { ...choice, kind: await choose(terminal, 'What is it?', textKinds) }
    if (what === 'export')
      choice = { ...choice, exportName: await write(terminal, 'Its name in the code', { initial: now.exportName, check: exportProblem }) }
  }
}

/** What was the text of a variable is stored as one. */
const textKinds = kinds.filter((kind) => forms[kind].stored === 'text').map((value) => ({ value, label: value }))

function changed({ place, kind, exportName }: AdoptionProposal, choice: AdoptionChoice) {
  const service = choice.name === undefined ? place.service : serviceFor(choice.parameter === true)
  return {
    place: { ...place, service, name: choice.name ?? place.name },
    kind: choice.kind ?? kind,
    exportName: choice.exportName ?? exportName,
  }
}

function shown({ found, place, kind, exportName, state }: AdoptionProposal, stage: string | undefined) {
  const [{ because }] = found.variables
  const [name, ...alsoNamed] = namesInStages(found, place, stage)
  const field = place.field === undefined ? {} : { field: place.field }
  return { id: found.id, because, state, name, alsoNamed, service: place.service, ...field, kind, export: exportName }
}

function exportProblem(name: string): string | undefined {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? undefined : 'a name that a variable may have'
}
