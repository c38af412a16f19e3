/** One line that a function, or Lambda about it, wrote. */
export interface LogEvent {
  timestampMs: number
  logStreamName: string
  message: string
}

/** Characters kept of one function's log; when there are more, the older half goes. */
const maxCharacters = 4 * 1024 * 1024

/** The functions' logs, in memory and bounded, by function ARN. */
export class FunctionLogs {
  readonly #logByArn = new Map<string, { events: LogEvent[]; characters: number }>()
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  write(arn: string, logStreamName: string, message: string): void {
    const log = this.#logByArn.get(arn) ?? { events: [], characters: 0 }
    this.#logByArn.set(arn, log)
    log.events.push({ timestampMs: this.#now(), logStreamName, message })
    log.characters += message.length
    if (log.characters <= maxCharacters) return
    while (log.characters > maxCharacters / 2 && log.events.length > 1) {
      const half = log.events.splice(0, Math.ceil(log.events.length / 2))
      log.characters -= half.reduce((sum, event) => sum + event.message.length, 0)
    }
  }

  all(): readonly LogEvent[] {
    return [...this.#logByArn.values()].flatMap(({ events }) => events)
  }

  clear(): void {
    this.#logByArn.clear()
  }

  of(arn: string): readonly LogEvent[] {
    return this.#logByArn.get(arn)?.events ?? []
  }
}
