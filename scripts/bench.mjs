// @ts-check
// `npm run bench:…`: installs and builds what is missing, then runs one benchmark.
import { join } from 'node:path'
import { build } from './build.mjs'
import { ensureInstalled, root, runNode } from './installed.mjs'

ensureInstalled()
const [name, ...options] = process.argv.slice(2)
process.exitCode = (await build()) || runNode(join(root, 'bench', 'dist', `${name}.js`), ...options)
