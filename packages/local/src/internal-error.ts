/** Told of an error that is the server's own, and of what it was doing. */
export type OnInternalError = (error: unknown, operation: string) => void

/** Writes what kind of error it was and where; its message stays out, since a library may have put a value into it. */
export function printInternalError(error: unknown, operation: string): void {
  process.stderr.write(internalErrorText(error, operation))
}

export function internalErrorText(error: unknown, operation: string): string {
  const kind = error instanceof Error ? error.name : typeof error
  const frames = error instanceof Error ? framesOf(error) : []
  return `${[`sallyport: ${operation} failed with ${kind}`, ...frames].join('\n')}\n`
}

/** The stack begins with the message, which may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const begin = stack.indexOf(message)
  const [, ...frames] = (begin < 0 ? '' : stack.slice(begin + message.length)).split(/\n(?= {4}at )/)
  return frames
}
