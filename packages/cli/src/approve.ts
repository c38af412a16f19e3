import type { Project } from '@sallyport/project'
import { type Change, TaskError } from '@sallyport/tasks'
import type { Terminal } from './terminal/terminal.ts'
import { Cancelled } from './values/cancelled.ts'

/**
 * Shows what a change would do, and asks for the stage's name before it touches a stage that is marked production. On loopback nothing
 * is production.
 * @param confirmed the stage that `--confirm` named
 */
export function approveAt(terminal: Terminal, target: 'aws' | 'local', confirmed: string | undefined) {
  return async (change: Change, project: () => Promise<Project>): Promise<void> => {
    for (const line of change.difference ?? []) terminal.say(line, paintFor(line, terminal))
    if (target === 'local') return
    const stage = productionStage(change, (await project()).productionStages)
    if (stage === undefined || stage === confirmed) return
    const refusal = new TaskError('NOT_CONFIRMED', {
      message: `stage ${stage} is production, and to ${change.what} is not confirmed: give --confirm ${stage}`,
    })
    if (confirmed !== undefined || !terminal.mayAsk) throw refusal
    const { text } = await import('@clack/prompts')
    const typed = await text({
      message: `This will ${change.what}. Type ${stage} to go on`,
      input: terminal.io.stdin,
      output: terminal.io.stderr,
    })
    if (typeof typed !== 'string') throw new Cancelled()
    if (typed.trim() !== stage) throw refusal
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

function paintFor(line: string, { colors }: Terminal): ((text: string) => string) | undefined {
  if (line.startsWith('+')) return colors.green
  return line.startsWith('-') ? colors.red : undefined
}
