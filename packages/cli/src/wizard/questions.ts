import type { Terminal } from '../terminal/terminal.ts'
import { Cancelled } from '../values/cancelled.ts'

/** One of the answers to a question, with a line of what it means. */
export interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly hint?: string
}

/**
 * Asks for one of several answers. The questions are drawn on stderr, so that stdout is the answer's alone.
 * @throws Cancelled after Ctrl-C
 */
export async function choose<Value extends string>(
  { io }: Terminal,
  message: string,
  choices: readonly Choice<Value>[],
  initial?: Value,
): Promise<Value> {
  const { select, isCancel } = await import('@clack/prompts')
  const options = choices.map(({ value, label, hint }) => ({ value: value as string, label, ...(hint === undefined ? {} : { hint }) })) // clack's own type asks what a text is
  const answer = await select({
    message,
    options,
    maxItems: 12,
    input: io.stdin,
    output: io.stderr,
    ...(initial === undefined ? {} : { initialValue: initial as string }),
  })
  const chosen = isCancel(answer) ? undefined : choices.find(({ value }) => value === answer)
  if (chosen === undefined) throw new Cancelled()
  return chosen.value
}

interface WriteOptions {
  readonly initial?: string | undefined
  readonly placeholder?: string
  /** What is wrong with an answer; `undefined` when nothing is. */
  check?(answer: string): string | undefined
}

/** Asks for a text that may be seen. @throws Cancelled after Ctrl-C */
export async function write({ io }: Terminal, message: string, { initial, placeholder, check }: WriteOptions = {}): Promise<string> {
  const { text, isCancel } = await import('@clack/prompts')
  const answer = await text({
    message,
    input: io.stdin,
    output: io.stderr,
    validate: (given) => check?.((given ?? '').trim()),
    ...(initial === undefined ? {} : { initialValue: initial }),
    ...(placeholder === undefined ? {} : { placeholder }),
  })
  if (isCancel(answer)) throw new Cancelled()
  return answer.trim()
}

/** Asks for any number of `names`. @throws Cancelled after Ctrl-C */
export async function chooseSeveral(
  { io }: Terminal,
  message: string,
  names: readonly string[],
  initial: readonly string[],
): Promise<string[]> {
  const { multiselect, isCancel } = await import('@clack/prompts')
  const options = names.map((value) => ({ value, label: value }))
  const answer = await multiselect({
    message,
    options,
    required: false,
    maxItems: 12,
    initialValues: [...initial],
    input: io.stdin,
    output: io.stderr,
  })
  if (isCancel(answer)) throw new Cancelled()
  return answer
}
