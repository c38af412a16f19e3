import type { Io } from './terminal/terminal.ts'

/** Where a command to type begins: after a quote, a bracket, a colon or an arrow, or in a line or column of its own. */
const beginning = /(["`]|\$\(|: |→ | {2})sallyport (?=[a-z-])/g

/**
 * `message` with its commands as they have to be typed here: whoever started this by npx may have no `sallyport` in the PATH.
 * @example
 * asTyped('run "sallyport list"', { npm_command: 'exec' }) // 'run "npx sallyport list"'
 */
export function asTyped(message: string, env: Io['env']): string {
  return isByNpx(env) ? message.replace(beginning, '$1npx sallyport ') : message
}

/**
 * Whether npx or `npm exec` started this program, and not one that it is a child of.
 * Source: npm Docs, "scripts" (Environment); for npx npm gives the line that it runs as `npm_lifecycle_script`.
 */
function isByNpx({ npm_command: command, npm_lifecycle_event: event, npm_lifecycle_script: script }: Io['env']): boolean {
  return (command === 'exec' || event === 'npx') && (script === undefined || /^["']?sallyport\b/.test(script))
}
