// @ts-check
// The versions of Node that npm brings into test/node-versions: what runs inside Lambda is tested under each that Lambda has.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installs, root } from './installed.mjs'

/**
 * The programs of those versions that are not the one running this, for this system; each has been started and told its version.
 * @param {string} folder where `package.json` names them: `node-22-linux-x64`
 * @returns {{ nodes: { version: string, program: string }[], missing: string[] }} `missing`: why a version cannot be run, in words
 */
export function otherNodes(folder = join(root, 'test', 'node-versions')) {
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const system = `${process.platform}-${process.arch}`
  const names = Object.keys(optionalDependencies).filter((name) => name.endsWith(`-${system}`))
  const isWhole = () => names.every((name) => existsSync(join(folder, 'node_modules', name, 'package.json')))
  // All of them have a program called node: npm's links to it would overwrite each other.
  if (!installs(folder, ['--ignore-scripts', '--no-bin-links'], isWhole)) return { nodes: [], missing: ['npm could not install them'] }

  const majors = Object.keys(optionalDependencies).map((name) => name.split('-')[1])
  for (const major of new Set(majors)) {
    if (!names.includes(`node-${major}-${system}`)) console.warn(`SKIPPED on ${system}: Node ${major} does not come by npm for this system`)
  }
  const found = names.map((name) => ({ ...started(join(folder, 'node_modules', name)), name }))
  const isOther = ({ version = '' }) => version.split('.')[0] !== process.versions.node.split('.')[0]
  return {
    nodes: found.filter(({ why }) => why === undefined).filter(isOther),
    missing: found.flatMap(({ name, why }) => (why === undefined ? [] : [`${name} does not start: ${why}`])),
  }
}

/** @returns {{ version: string, program: string, why?: string }} */
function started(/** @type {string} */ folder) {
  const { bin, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const program = join(folder, bin.node)
  const { stdout, error, stderr } = spawnSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  const told = stdout?.trim()
  return told === version ? { version, program } : { version, program, why: error?.message ?? (stderr || `it is Node ${told}`) }
}
