import * as v from 'valibot'
import type { TaskContext } from '../context.ts'
import { writeFiles } from '../files/write-files.ts'
import { kinds } from '../forms/forms.ts'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { type Adoption, adoptionOf } from './adoption.ts'
import { type Choose, chosenAdoption } from './chosen-adoption.ts'
import { relativeTo } from './editing/relative-to.ts'
import { type Uncommitted, uncommitted } from './editing/uncommitted.ts'
import { nextSteps } from './next-steps.ts'
import { otherStages } from './other-stages.ts'
import { type Proposal, proposalStates } from './proposing/proposal.ts'
import { namesInStages, placeIn } from './proposing/stage-values.ts'
import { storeProposals } from './store-proposals.ts'

const values = v.record(v.string(), v.instance(Uint8Array))
const choice = v.object({
  name: v.optional(v.string()),
  parameter: v.optional(v.boolean()),
  kind: v.optional(v.picklist(kinds)),
  exportName: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z_$][\w$]*$/))),
  skip: v.optional(v.boolean()),
})

/** Takes the secrets out of the environment variables of a template's functions: stored, declared, read by a handle, and granted. */
export const adopt = task({
  name: 'adopt',
  summary: "move secrets out of functions' environment variables",
  input: {
    /** New secrets become Parameter Store parameters. */
    parameter: v.optional(v.boolean(), false),
    /** Variables that alone are adopted. */
    only: v.optional(v.array(v.string())),
    skip: v.optional(v.array(v.string()), []),
    /** Another name, kind or export than what is proposed, by what was found. */
    choices: v.optional(v.record(v.string(), choice), {}),
    /** Asked once the proposals are there, for more choices and values. */
    choose: v.optional(v.custom<Choose>((given) => typeof given === 'function')),
    /** Values that the template does not have, by the variable or the template's parameter. */
    values: v.optional(values, {}),
    /** Changes nothing, and says what would be. */
    dryRun: v.optional(v.boolean(), false),
    /** Agrees to the difference, where nobody can be asked. */
    yes: v.optional(v.boolean(), false),
    /** Edits files that git could not take back, too: with changes that are not committed, or in no repository. */
    force: v.optional(v.boolean(), false),
  },
  output: v.object({
    secrets: v.array(
      v.object({
        /** The variable; with its function where variables of one name hold different secrets. */
        id: v.string(),
        variables: v.array(v.object({ name: v.string(), function: v.string(), at: v.string() })),
        /** Why it is taken for a secret. */
        because: v.string(),
        state: v.picklist([...proposalStates, 'stored', 'notUsed']),
        /** In the stage that was asked for; in one of its functions' where none of them is of that. */
        name: v.string(),
        /** Its names in other stages, of which its functions are too. */
        alsoNamed: v.optional(v.array(v.string())),
        service: v.picklist(secretServices),
        field: v.optional(v.string()),
        kind: v.picklist(kinds),
        export: v.string(),
        declaredIn: v.optional(v.string()),
      }),
    ),
    /** What a person changes: what is read there stays in the variable until then. */
    byHand: v.array(v.object({ file: v.string(), line: v.number(), variable: v.optional(v.string()), advice: v.string() })),
    /** Unified, of all files; no value stands in it. */
    difference: v.string(),
    written: v.array(v.string()),
    notes: v.array(v.string()),
    next: v.array(v.string()),
    isDone: v.boolean(),
  }),
  async run({ choose, ...given }, context) {
    const { input, proposed } = await chosenAdoption(given, choose, context)
    const adoption = await adoptionOf(proposed, input, context)
    const { root } = proposed.project
    const files = adoption.edits.map(({ file }) => relativeTo(root, file))
    const git = await uncommitted(root, files, context.env)
    const stage = await context.stage()
    const notes = [...adoption.notes, ...otherStages(adoption.proposals, proposed.project, { stage, local: '' }).notes, ...gitNotes(git)]
    const { stored, isDone } =
      input.dryRun || isNothing(adoption) ? { stored: [], isDone: false } : await carriedOut(adoption, { git, notes }, input, context)
    return {
      secrets: adoption.proposals.map((each) => shown(each, adoption, { stage, stored, root })),
      byHand: adoption.byHand.map(({ file, line, variable, advice }) => ({
        file,
        line,
        advice,
        ...(variable === undefined ? {} : { variable }),
      })),
      difference: adoption.difference,
      written: isDone ? files : [],
      notes,
      next: isDone ? await nextSteps(adoption, proposed.project, context) : [],
      isDone,
    }
  },
})

function isNothing({ edits, proposals }: Adoption): boolean {
  return edits.length === 0 && !proposals.some(({ state, values }) => state === 'new' && values.length > 0)
}

/** Agree, then store, then write: what is written never names a secret that is not there. */
async function carriedOut(
  adoption: Adoption,
  { git, notes }: { git: Uncommitted; notes: readonly string[] },
  { yes, force }: { yes: boolean; force: boolean },
  context: TaskContext,
): Promise<{ stored: readonly string[]; isDone: true }> {
  refuseUnknownValues(adoption.proposals)
  // a new file alone is taken back by deleting it
  if (yes && !force && !git.isRepository && adoption.edits.some(({ before }) => before !== undefined))
    throw new TaskError('NOT_CONFIRMED', {
      message: 'there is no git repository here, so that nothing could take the edit back: make one and commit, or give `force`',
    })
  if (yes && !force && git.files.length > 0)
    throw new TaskError('NOT_CONFIRMED', {
      message: `${git.files.join(', ')} ${git.files.length === 1 ? 'has' : 'have'} changes that are not committed, so that git could not take the edit back alone: commit them, or give \`force\``,
    })
  const toStore = adoption.proposals.flatMap(({ state, place, values }) =>
    state === 'new' ? values.map(({ stage: its }) => placeIn(place, its).name) : [],
  )
  const stage = await context.stage()
  const edits = `write ${counted(adoption.edits.length, 'file')}`
  const lines = adoption.difference.split('\n')
  await context.approve({
    what: toStore.length === 0 ? edits : `store ${counted(toStore.length, 'secret')} and ${edits}`,
    names: toStore,
    difference: [
      ...lines.slice(0, lines.at(-1) === '' ? -1 : undefined),
      // who is asked reads them before the answer, and who is not reads them in the output
      ...(yes ? [] : adoption.byHand.map(({ file, line, advice }) => `change this yourself: ${file}:${line} ${advice}`)),
      ...(yes ? gitNotes(git) : notes),
    ],
    stage,
    ...(yes ? {} : { asks: 'yes' }),
  })
  const stored = await storeProposals(adoption.proposals, context)
  await writeFiles(adoption.edits).catch((error: unknown) => Promise.reject(withStored(error, stored)))
  return { stored, isDone: true }
}

/** What is stored stays stored when no file can be written; a second run finds it. */
function withStored(error: unknown, { length }: readonly string[]): unknown {
  if (!(error instanceof TaskError) || length === 0) return error
  const told = `${counted(length, 'secret')} ${length === 1 ? 'is' : 'are'} stored`
  return new TaskError(error.code, { message: `${error.message} (${told}, and found there the next time)`, cause: error })
}

function refuseUnknownValues(proposals: readonly Proposal[]): void {
  const unknown = proposals.filter(({ state }) => state === 'valueNeeded')
  if (unknown.length === 0) return
  const named = unknown.map(({ found: { id, origin } }) =>
    origin.kind === 'input' ? `${id} (parameter ${origin.parameter} of the template)` : id,
  )
  throw new TaskError('WRONG_USE', {
    message: `the value of ${named.join(', ')} is not known, as it is typed by whoever deploys: give it by \`values\`, or leave it out by \`skip\``,
  })
}

function gitNotes({ isRepository, files }: Uncommitted): string[] {
  if (!isRepository) return ['there is no git repository here: nothing but a copy of your own takes the edit back']
  return files.length === 0
    ? []
    : [`not committed: ${files.join(', ')}: git cannot take the edit back there without what you changed yourself`]
}

function shown(
  { found, place, kind, exportName, state, values }: Proposal,
  { declaredIn }: Adoption,
  { stage, stored, root }: { stage: string | undefined; stored: readonly string[]; root: string },
) {
  const { id, variables } = found
  const [name, ...others] = namesInStages(found, place, stage)
  const declared = [...declaredIn].find(([each]) => each.found.id === id)?.[1]
  return {
    id,
    variables: variables.map((each) => ({
      name: each.variable,
      function: each.function.name,
      at: `${relativeTo(root, each.function.file)}:${each.line}`,
    })),
    because: variables[0].because,
    state: [name, ...others].some((each) => stored.includes(each))
      ? ('stored' as const)
      : state === 'new' && values.length === 0
        ? ('notUsed' as const)
        : state,
    name,
    ...(others.length === 0 ? {} : { alsoNamed: others }),
    service: place.service,
    ...(place.field === undefined ? {} : { field: place.field }),
    kind,
    export: declared?.exportName ?? exportName,
    ...(declared === undefined ? {} : { declaredIn: declared.id }),
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
