// The versions of Node that Lambda has, for what has to hold under each of them.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', '..', 'test', 'node-versions')

export interface Node {
  readonly version: string
  readonly program: string
  /**
   * How Lambda starts it, as far as loading modules goes.
   * Source: "Building Lambda functions with Node.js" (experimental `require` of ES modules and module syntax detection are off).
   */
  readonly flags: readonly string[]
}

/**
 * The running Node, and the others that `npm test` has brought into test/node-versions; a line says which of them are not there. Under one
 * of those others it is that one alone, since `npm test` runs all of this package's tests under each.
 */
export function nodes(say: (line: string) => void = console.warn): readonly Node[] {
  const running = nodeOf(process.versions.node, process.execPath)
  if (process.execPath.startsWith(folder)) return [running]
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const names = Object.keys(optionalDependencies).filter((name) => name.endsWith(`-${process.platform}-${process.arch}`))
  const others = names.flatMap((name) => {
    const description = join(folder, 'node_modules', name, 'package.json')
    if (!existsSync(description)) {
      say(`SKIPPED under ${name}: it is not in test/node-versions, where "npm test" brings it`)
      return []
    }
    const { version, bin } = JSON.parse(readFileSync(description, 'utf8'))
    return [nodeOf(version, join(folder, 'node_modules', name, bin.node))]
  })
  return [running, ...others.filter((other) => majorOf(other.version) !== majorOf(running.version))]
}

const majorOf = (version: string) => Number(version.split('.')[0])

const nodeOf = (version: string, program: string): Node => ({
  version,
  program,
  flags: ['--no-experimental-require-module', ...(majorOf(version) === 22 ? ['--no-experimental-detect-module'] : [])],
})
