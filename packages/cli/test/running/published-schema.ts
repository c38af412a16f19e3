import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tasks } from '@sallyport/tasks'
import { Ajv } from 'ajv'
import type { Command } from '../../src/command.ts'
import * as commands from '../../src/commands.ts'

const folder = fileURLToPath(new URL('../../../../docs/schemas/', import.meta.url))

/**
 * What `--json` printed, held against the schema that is published for the task.
 * @throws Error with what does not fit, or when there is no such schema
 * @example
 * const { secrets } = expectPublished('list', stdout)
 */
export function expectPublished(taskName: string, stdout: string): unknown {
  const file = `${folder}${taskName}.json`
  if (!existsSync(file)) throw new Error(`docs/schemas/${taskName}.json is not there: run "npm run schemas"`)
  const validate = new Ajv({ strict: true, allErrors: true }).compile(JSON.parse(readFileSync(file, 'utf8'), closed))
  const output: unknown = JSON.parse(stdout)
  if (!validate(output))
    throw new Error(`--json of ${taskName} is not as docs/schemas/${taskName}.json says: ${JSON.stringify(validate.errors)}`)
  return output
}

/** The published schemas leave room for members of tomorrow; what is answered today is in them all. */
function closed(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && 'properties' in value
  return isObject ? { additionalProperties: false, ...value } : value
}

/** The same for a whole command line. */
export function expectAsPublished(args: readonly string[], stdout: string): void {
  const words = args.join(' ')
  const own = Object.values<Command>(commands).find((each) => 'output' in each && words.startsWith(each.name))
  const names = new Set(Object.values(tasks).map(({ name }) => name))
  const published = own === undefined ? args.find((each) => names.has(each)) : own.name.replaceAll(' ', '-')
  if (published !== undefined) expectPublished(published, stdout)
}
