import { relative, resolve } from 'node:path'
import { firstKinds, forms, hostProblem, init, kindWord, maySign } from '@sallyport/tasks'
import { command, flag, type Given } from '../command.ts'
import { membersOf } from '../run-command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { kindOfWord } from '../values/kind-of-word.ts'

export const initCommand = command({
  name: 'init [folder]',
  summary: init.summary,
  example: 'sallyport init shop --kind api-key --host api.stripe.com',
  task: init,
  flags: {
    kind: flag(`what the first secret is: ${firstKinds.map(kindWord).join(', ')}; default: ${kindWord(firstKinds[0])}`, 'KIND'),
    host: flag('the host that its credential may go to, such as api.stripe.com', 'HOST'),
    name: flag('where it lives; default: {stage}/ and the name of the host', 'NAME'),
    parameter: flag('a Parameter Store parameter instead of a Secrets Manager secret'),
  },
  async input(given, terminal) {
    const kind = kindOfWord(given['kind'], firstKinds)
    const asked = kind === undefined && given['host'] === undefined && terminal.mayAsk ? await askFirst(terminal) : { kind }
    const folder = resolve(terminal.io.cwd, typeof given['folder'] === 'string' ? given['folder'] : '.')
    return membersOf(init.input, { ...given, ...asked, folder })
  },
  show({ folder, written, kept, declaration, next, installed }, terminal) {
    const { cwd } = terminal.io
    const from = (file: string) => relative(cwd, resolve(folder, file))
    if (kept.length > 0) {
      terminal.say(
        `${kept.map(from).join(' and ')} ${kept.length === 1 ? 'is' : 'are'} there already, and stays as it is; nothing was written`,
      )
      terminal.say('to declare the secret there, add what is not in it yet:')
      terminal.answer(declaration.trimEnd())
      return
    }
    for (const file of written) terminal.answer(`wrote ${from(file)}`)
    terminal.say('\nnext:')
    if (folder !== cwd) terminal.say(`  cd ${relative(cwd, folder)}`)
    if (!installed) terminal.say('  npm install sallyport, or the packed files of a clone of it')
    for (const line of next) terminal.say(`  ${line}`)
    terminal.say('\n.sallyport/, where AWS on loopback keeps its data, ignores itself in git')
  },
  status: ({ kept }) => (kept.length === 0 ? 0 : 1),
})

/** What a terminal is asked for when no flag says it. @throws Cancelled after Ctrl-C */
async function askFirst(terminal: Terminal): Promise<Given> {
  const { choose, write } = await import('../wizard/questions.ts')
  const choices = firstKinds.map((value) => ({ value, label: forms[value].label, hint: forms[value].asFirst ?? '' }))
  const kind = await choose(terminal, 'What is the first secret?', choices)
  const host = maySign(kind)
    ? await write(terminal, 'To which host may it go?', { placeholder: 'api.stripe.com', check: hostProblem })
    : undefined
  return { kind, host }
}
