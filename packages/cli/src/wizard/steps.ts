import { readFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import {
  entryFiles,
  type Form,
  forms,
  kinds,
  nameProblem,
  type OptionAnswers,
  plainKind,
  putTarget,
  stageProblem,
  storedForm,
  type TaskContext,
  TaskError,
} from '@sallyport/tasks'
import { globalFlags } from '../global-flags.ts'
import { messageWithFlags } from '../message-with-flags.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { askHidden } from '../values/ask.ts'
import { askFields } from '../values/ask-fields.ts'
import { choose, chooseSeveral, write } from './questions.ts'
import { asked, notAsked, type Step } from './step.ts'

const back = { value: 'back', label: '← back' } as const

export const askKind: Step = async (answers, terminal) => {
  const choices = kinds.map((kind) => ({ value: kind, label: forms[kind].label, hint: forms[kind].purpose }))
  return asked({ kind: await choose(terminal, 'What do you want to store?', choices, answers.kind) })
}

export const askValue: Step = async ({ kind = plainKind }, terminal) => {
  const form = forms[kind]
  for (;;) {
    try {
      const value = form.stored === 'bytes' ? await bytesOfFile(terminal) : await typed(form, terminal)
      if (value === undefined) return 'back'
      storedForm(value, kind) // refuses what does not fit the kind
      return asked({ value })
    } catch (error) {
      if (!(error instanceof TaskError)) throw error
      told(error, terminal)
    }
  }
}

async function typed(form: Form, terminal: Terminal): Promise<Uint8Array | undefined> {
  if (form.fields !== undefined) return askFields(form.fields, 'value', terminal)
  const value = await askHidden('value, or nothing to go back', terminal.io)
  return value.length === 0 ? undefined : value
}

async function bytesOfFile(terminal: Terminal): Promise<Uint8Array | undefined> {
  const path = await write(terminal, 'In which file are they? (nothing goes back)')
  if (path === '') return undefined
  return readFile(resolve(terminal.io.cwd, path)).catch((cause: unknown) => {
    throw new TaskError('NOT_FOUND', { message: `file ${path} does not exist or may not be read: look at its path`, cause })
  })
}

/** List prices in us-east-1 as of 2026-11. Sources: "AWS Secrets Manager Pricing"; "AWS Systems Manager Pricing", Parameter Store. */
export const askPlace: Step = async (answers, terminal) => {
  const service = await choose(
    terminal,
    'Where is it kept?',
    [
      {
        value: 'secretsmanager',
        label: 'a secret in Secrets Manager',
        hint: '$0.40 a month and $0.05 for 10,000 reads; up to 64 KB; rotation, other accounts',
      },
      { value: 'ssm', label: 'a parameter in Parameter Store', hint: 'a standard SecureString costs nothing; up to 4 KB; no rotation' },
      back,
    ],
    answers.service,
  )
  return service === 'back' ? 'back' : asked({ service })
}

export const askName: Step = async (answers, terminal, context) => {
  const { kind = plainKind, service } = answers
  const slash = service === 'ssm' ? '/' : ''
  const stage =
    (await context.stage()) ??
    answers.stage ??
    (await write(terminal, 'Which stage is it for? ({stage} stands for it in names)', { initial: 'dev', check: stageProblem }))
  for (;;) {
    const initial = answers.name ?? `${slash}{stage}/`
    const name = await write(terminal, `What is it called? ({stage} is ${stage}; nothing goes back)`, { initial })
    if (name === '') return 'back'
    try {
      await putTarget({ name: name.replaceAll('{stage}', stage), parameter: service === 'ssm', kind }, context)
      const form = nameProblem(name, service ?? 'secretsmanager')
      if (form === undefined) return asked({ name, stage })
      terminal.warn(`${name} is not a name that AWS takes: use ${form}`)
    } catch (error) {
      if (!(error instanceof TaskError)) throw error
      told(error, terminal)
    }
  }
}

export const askOptions: Step = async (given, terminal) => {
  const { options = [] } = forms[given.kind ?? plainKind]
  let answers: OptionAnswers = {}
  for (const { name, question, placeholder, after, problem } of options) {
    if (after !== undefined && answers[after] === undefined) continue
    const initial = given.options?.[name]
    const answer = await write(terminal, question, {
      placeholder,
      ...(initial === undefined ? {} : { initial }),
      check: (text) => (text === '' ? undefined : problem(text)),
    })
    if (answer !== '') answers = { ...answers, [name]: answer }
  }
  return options.length === 0 ? notAsked({ options: {} }) : asked({ options: answers })
}

export const askReaders: Step = async (answers, terminal, context) => {
  const names = await functionsOf(context, terminal)
  if (names.length === 0) return notAsked({ readers: [], mayChooseReaders: false })
  return asked({
    mayChooseReaders: true,
    readers: await chooseSeveral(terminal, 'Which functions read it? (space chooses, Enter goes on)', names, answers.readers ?? []),
  })
}

/** Functions by their names; where neither a configuration nor a template names one, by their files, as `grant` and `invoke` take them. */
async function functionsOf(context: TaskContext, terminal: Terminal): Promise<string[]> {
  const project = await context.project().catch((error: unknown) => {
    if (!(error instanceof TaskError)) throw error
    told(error, terminal)
  })
  if (project === undefined) return []
  if (project.functions.length > 0) return project.functions.map(({ name }) => name)
  return (await entryFiles(project)).map((file) => relative(project.cwd, file))
}

function told({ message }: TaskError, terminal: Terminal): void {
  terminal.warn(messageWithFlags(message, globalFlags))
}
