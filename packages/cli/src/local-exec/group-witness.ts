import { type ChildProcess, spawn } from 'node:child_process'
import { Socket } from 'node:net'

interface Question {
  readonly signal: NodeJS.Signals
  readonly answer: (isOfGroup: boolean) => void
  /** A signal of the same kind that was caught while it was not yet known whose that one was. */
  readonly follows: Question | undefined
  isOfGroup?: boolean
}

/**
 * Tells a signal that the whole process group was sent, as a terminal's keyboard does, from one that this process alone was sent by its
 * id: a shell in the same group gets the first and not the second. Nothing else that a program of Node's can read says it.
 * Source: POSIX.1-2017, Base Definitions, "Special Characters" (INTR and QUIT go to all processes of the foreground process group).
 */
export class GroupWitness {
  readonly #shell: ChildProcess | undefined
  readonly #witnessed = new Set<string>()
  readonly #questions: Question[] = []

  constructor(signals: readonly NodeJS.Signals[]) {
    if (process.platform === 'win32') return
    const names = signals.map((signal) => signal.replace(/^SIG/, ''))
    const shell = spawn('/bin/sh', ['-c', script, 'sh', ...names], { stdio: ['pipe', 'pipe', 'ignore'], env: {} })
    this.#shell = shell
    shell.unref()
    if (shell.stdout instanceof Socket) shell.stdout.unref() // nobody waits for the witness
    shell.stdin.on('error', () => undefined) // it has ended: then its end answers
    shell.once('error', () => this.#isGone()).once('exit', () => this.#isGone())
    let rest = ''
    shell.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = `${rest}${text}`.split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) this.#hears(line)
    })
  }

  /** Whether the whole group was sent a signal that this process was just sent; `false` where nobody can say it. */
  isOfGroup(signal: NodeJS.Signals, answer: (isOfGroup: boolean) => void): void {
    const shell = this.#shell
    // Windows ends a process that is sent SIGINT, so that one which is caught is its console's (Node.js, process, "Signal events")
    if (shell === undefined) {
      answer(signal === 'SIGINT')
      return
    }
    this.#questions.push({ signal, answer, follows: this.#questions.findLast((each) => each.signal === signal) })
    if (shell.exitCode !== null || shell.signalCode !== null || shell.pid === undefined) this.#isGone()
    else shell.stdin?.write('\n') // one byte: a signal cannot interrupt its reading midway
  }

  end(): void {
    this.#shell?.kill('SIGKILL')
  }

  #hears(line: string): void {
    if (line !== '') this.#witnessed.add(`SIG${line}`)
    else this.#answerNext()
  }

  /** The group's signal was pending at the witness before it read the question, and a shell runs its trap before its next command. */
  #answerNext(): void {
    const question = this.#questions.shift()
    if (question === undefined) return
    // two that come at once may be one at the witness: a signal that is pending is not pending twice (signal(7))
    question.isOfGroup = this.#witnessed.delete(question.signal) || question.follows?.isOfGroup === true
    question.answer(question.isOfGroup)
  }

  #isGone(): void {
    while (this.#questions.length > 0) this.#answerNext()
  }
}

/**
 * Prints the name of each signal that it gets, and an empty line for each line that it reads; ends with this process. A signal may make
 * `read` fail.
 */
const script = `
for each; do trap "interrupted=yes; echo $each" "$each"; done
while :; do
  if read -r asked; then echo; elif [ "$interrupted" ]; then interrupted=; else exit; fi
done
`
