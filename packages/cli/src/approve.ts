import type { Project } from '@sallyport/project'
import { type Change, TaskError } from '@sallyport/tasks'
import type { Terminal } from './terminal/terminal.ts'
import { Cancelled } from './values/cancelled.ts'

/**
 * Shows what a change would do, and asks: for the name of what cannot be brought back, wherever it is; for the stage's name before it
 * touches a stage that is marked production, which on loopback none is; for a yes where the change wants one.
 * @param confirmed what `--confirm` named
 */
export function approveAt(terminal: Terminal, target: 'aws' | 'local', confirmed: string | undefined) {
  return async (change: Change, project: () => Promise<Project>): Promise<void> => {
    terminal.difference(change.difference ?? [], 'talk')
    if (typeof change.asks === 'object') return typedName(change, change.asks.name, `${change.asks.name} cannot be brought back`)
    const stage = target === 'local' ? undefined : productionStage(change, (await project()).productionStages)
    if (stage !== undefined) return typedName(change, stage, `stage ${stage} is production`)
    if (change.asks === 'yes') return agreed(change)
  }

  async function typedName({ what }: Change, name: string, because: string): Promise<void> {
    if (name === confirmed) return
    const refusal = new TaskError('NOT_CONFIRMED', { message: `${because}, and to ${what} is not confirmed: give --confirm ${name}` })
    if (confirmed !== undefined || !terminal.mayAsk) throw refusal
    const { text } = await import('@clack/prompts')
    const typed = await text({ message: `This will ${what}. Type ${name} to go on`, ...streams() })
    if (typeof typed !== 'string') throw new Cancelled()
    if (typed.trim() !== name) throw refusal
  }

  async function agreed({ what }: Change): Promise<void> {
    if (!terminal.mayAsk)
      throw new TaskError('NOT_CONFIRMED', { message: `to ${what} is not agreed to, and nobody can be asked: give \`yes\`` })
    const { confirm } = await import('@clack/prompts')
    const answer = await confirm({ message: `This will ${what}. Go on?`, initialValue: false, ...streams() })
    if (answer !== true) throw new Cancelled()
  }

  function streams() {
    return { input: terminal.io.stdin, output: terminal.io.stderr }
  }
}

/** The production stage that a change touches: the one it was asked for, or one that stands in a name (`prod/stripe`). */
export function productionStage(
  { stage, names }: Pick<Change, 'stage' | 'names'>,
  productionStages: readonly string[],
): string | undefined {
  const touched = [stage, ...names.flatMap((name) => name.split('/'))]
  return productionStages.find((each) => touched.includes(each))
}
