import { declarationLine, type Form, forms, type OptionAnswers, serviceInWords, type TaskContext, typedLine } from '@sallyport/tasks'
import type { Terminal } from '../terminal/terminal.ts'
import { type AllAnswers, declarationOf } from './answers.ts'
import { choose } from './questions.ts'
import { asked, type Step } from './step.ts'

/** Shows what will be stored where, the declaration and the grants, and asks whether to go on. The value is not shown, nor its length. */
export const review: Step = async (given, terminal, context) => {
  const answers = given as AllAnswers // it is the last step, so that all others have answered
  const { kind, service, name, stage, options, readers, mayChooseReaders } = answers
  const { target, accountId, region } = await context.account.describe()
  const rows: [string, string][] = [
    ['what', [forms[kind].label, ...toldOptions(forms[kind], options)].join(', ')],
    [
      'where',
      `${serviceInWords[service].word} ${name.replaceAll('{stage}', stage ?? '')}, ${target === 'local' ? 'on loopback, ' : ''}account ${accountId}, region ${region}`,
    ],
    ['declaration', await declarationLine(declarationOf(answers))],
    ...readers.map((reader): [string, string] => [
      'then',
      `${typedLine(['grant', reader, '--apply'], { target })}, once function ${reader} imports it`,
    ]),
  ]
  if (!mayChooseReaders) rows.push(['then', unaskedReaders(target)])
  for (const [what, text] of rows) terminal.say(`  ${what.padEnd(12)} ${text}`)
  return decided(answers, terminal, context)
}

function unaskedReaders(target: 'aws' | 'local'): string {
  const grant = typedLine(['grant', 'src/FUNCTION.ts', '--apply'], { target })
  return `who reads it is not asked, as no function of the project is known: once one imports it, ${grant}`
}

function toldOptions({ options = [] }: Form, answers: OptionAnswers): string[] {
  return options.flatMap(({ name, told }) => (answers[name] === undefined ? [] : [told(answers[name])]))
}

async function decided(answers: AllAnswers, terminal: Terminal, context: TaskContext): ReturnType<Step> {
  // a schema only its author knows
  const mayDeclare = forms[answers.kind].takesSchema !== true && !(await isDeclared(answers, context))
  const choice = await choose(terminal, 'Is that right?', [
    ...(mayDeclare ? [{ value: 'declare' as const, label: 'store it, and add the declaration to the project' }] : []),
    { value: 'store', label: 'store it' },
    { value: 'back', label: '← back' },
  ])
  return choice === 'back' ? 'back' : asked({ isDeclared: choice === 'declare' })
}

async function isDeclared({ name }: AllAnswers, context: TaskContext): Promise<boolean> {
  return (await context.declared()).some((each) => each.name === name)
}
