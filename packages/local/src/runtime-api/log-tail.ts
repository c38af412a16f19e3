/** Bytes of a log that `Invoke` gives back. Source: API reference, Invoke, `LogType` and `X-Amz-Log-Result`. */
const tailBytes = 4096

/** The end of what one invocation logged. */
export class LogTail {
  #text = ''

  add(line: string): void {
    this.#text = `${this.#text}${line}\n`
    if (this.#text.length > 16 * tailBytes) this.#text = this.#text.slice(-tailBytes)
  }

  /** The last 4 KB, in base64. */
  toBase64(): string {
    return Buffer.from(this.#text).subarray(-tailBytes).toString('base64')
  }
}
