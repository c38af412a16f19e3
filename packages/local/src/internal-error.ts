/** Writes what kind of error it was and where; its message stays out, since a library may have put a value into it. */
export function printInternalError(error: unknown, operation: string): void {
  const [, ...frames] = error instanceof Error && error.stack !== undefined ? error.stack.split(/\n(?= {4}at )/) : ['']
  const kind = error instanceof Error ? error.name : typeof error
  process.stderr.write(`${[`sallyport: ${operation} failed with ${kind}`, ...frames].join('\n')}\n`)
}
