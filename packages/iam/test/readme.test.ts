import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const packageFolder = new URL('..', import.meta.url)

test('the example that opens the README prints what the README says', async () => {
  const readme = await readFile(new URL('README.md', packageFolder), 'utf8')
  const [, example, printed] = /```js\n(.*?)```.*?```text\n(.*?)```/s.exec(readme) ?? []
  if (example === undefined || printed === undefined) throw new Error('the README has no example and answer')
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', example], { cwd: packageFolder })
  expect(stdout).toBe(printed)
})
