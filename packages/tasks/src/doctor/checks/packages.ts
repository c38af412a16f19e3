import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Check, ok, problem, warning } from '../check.ts'

// the package's own description is the one place of its version
const { version: own } = createRequire(import.meta.url)('../../../package.json') as { version: string } // what npm requires of every package.json

/** The command and the runtime that a project has installed are made for each other in one version. */
export const packages: Check = {
  name: 'packages',
  after: ['project'],
  async run({ project }) {
    const { root } = await project()
    const installed = versionIn(root)
    if (installed === undefined)
      return [warning(`the project in ${root} has no package "sallyport", which its functions import`, 'install it with npm')]
    if (installed === own) return [ok(`sallyport ${installed}, as the command`)]
    return [problem(`sallyport ${installed} is installed in ${root}, and the command is ${own}`, `npm install sallyport@${own}`)]
  },
}

function versionIn(root: string): string | undefined {
  try {
    const file = createRequire(join(root, 'package.json')).resolve('sallyport/package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version // what npm requires of every package.json
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
