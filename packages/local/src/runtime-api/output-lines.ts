import type { Readable } from 'node:stream'

/** Gives a stream's text line by line. */
export class OutputLines {
  readonly #onLine: (line: string) => void
  #rest = ''

  constructor(stream: Readable, onLine: (line: string) => void) {
    this.#onLine = onLine
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (this.#rest + text).split('\n')
      this.#rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    })
  }

  /** Gives a last line that did not end. */
  flush(): void {
    if (this.#rest !== '') this.#onLine(this.#rest)
    this.#rest = ''
  }
}
