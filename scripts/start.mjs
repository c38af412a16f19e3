// @ts-check
// `npm start`: installs and builds what is missing, then runs the demo.
import { join } from 'node:path'
import { ensureInstalled, root, run } from './installed.mjs'

ensureInstalled()
const { build } = await import('./build.mjs')
process.exitCode = (await build()) || run(process.execPath, [join(root, 'examples', 'dist', 'demo', 'demo.js'), ...process.argv.slice(2)])
