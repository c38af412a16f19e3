// @ts-check
// `npm run schemas`: writes docs/schemas/, a JSON Schema per task: what its command answers with `--json`. With `-- --check` it only looks
// whether they are as they should be.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root } from './installed.mjs'

const folder = join(root, 'docs', 'schemas')
const isCheck = process.argv.includes('--check')
if (!isCheck) ensureInstalled()

const { tasks } = await import('@sallyport/tasks')
const { commands } = await import('@sallyport/cli')
const { toJsonSchema } = await import('@valibot/to-json-schema')

/** Commands without a task that give an answer, such as `local status`. */
const ownAnswers = Object.values(commands).flatMap((command) =>
  'output' in command && command.output !== undefined ? [{ name: command.name, summary: command.summary, output: command.output }] : [],
)
const wanted = new Map(
  [...Object.values(tasks), ...ownAnswers].map((each) => [
    `${each.name.replaceAll(' ', '-')}.json`,
    `${JSON.stringify(schemaOf(each), null, 2)}\n`,
  ]),
)

/** Draft 7, which validators of every language know. */
function schemaOf(/** @type {Pick<import('@sallyport/tasks').Task, 'name' | 'summary' | 'output'>} */ { name, summary, output }) {
  const { $schema, ...schema } = toJsonSchema(output, { typeMode: 'output', target: 'draft-07', errorMode: 'throw' })
  return { $schema, $id: `urn:sallyport:${name.replaceAll(' ', '-')}`, title: `sallyport ${name} --json`, description: summary, ...schema }
}

const stale = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => !wanted.has(file))
const different = [...wanted].filter(([file, text]) => !existsSync(join(folder, file)) || readFileSync(join(folder, file), 'utf8') !== text)

if (isCheck) {
  for (const file of [...stale, ...different.map(([name]) => name)])
    console.error(`docs/schemas/${file} is not as its task says: run "npm run schemas"`)
  process.exitCode = stale.length + different.length === 0 ? 0 : 1
} else {
  mkdirSync(folder, { recursive: true })
  for (const file of stale) rmSync(join(folder, file))
  for (const [file, text] of different) writeFileSync(join(folder, file), text)
  console.log(`docs/schemas: ${wanted.size} schemas, ${different.length} written, ${stale.length} removed`)
}
