// @ts-check
// `npm start`: installs and builds what is missing, then runs the demo, which ends itself, or at a terminal upon Ctrl-C.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './installed.mjs'

ensureInstalled()
const { build } = await import('./build.mjs')
const built = await build()
if (built === 0) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => {}) // the demo gets it too, and cleans up
  const demo = spawn(process.execPath, [join(root, 'examples', 'dist', 'demo', 'demo.js'), ...process.argv.slice(2)], { stdio: 'inherit' })
  demo.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else process.exitCode = built
