import { TaskError } from '@sallyport/tasks'
import { command } from '../command.ts'
import { bashScript } from '../completion/bash-script.ts'
import { shells } from '../completion/shells.ts'

const name = 'sallyport'

export const completionCommand = command({
  name: 'completion <shell> [words...]',
  summary: `completion of commands, flags and names, for ${shells.join(', ')}`,
  example: 'sallyport completion bash >> ~/.bashrc',
  flags: {},
  async run({ shell, words }, terminal, _globals, commands) {
    if (shell === 'complete') {
      // asked by the scripts, with what was typed so far
      const { answerCompletion } = await import('../completion/answer-completion.ts')
      await answerCompletion(Array.isArray(words) ? words : [], commands, terminal)
      return 0
    }
    const known = shells.find((each) => each === shell)
    if (known === undefined)
      throw new TaskError('WRONG_USE', { message: `the shell is not one that is known: give one of ${shells.join(', ')}` })
    if (known === 'bash') terminal.answer(bashScript(name).trimEnd())
    else {
      const { script } = await import('@bomb.sh/tab')
      script(known, name, `${name} completion`)
    }
    return 0
  },
})
