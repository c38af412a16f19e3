/** A module that does, when it is imported, one of each thing that a library may do. */
export const notSoClean = `
import { readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import 'node:repl'
readdirSync(dirname(process.execPath))
createServer().listen(0, '127.0.0.1').unref()
globalThis.notSoClean = process.env.HOME
process.on('exit', () => undefined)
console.log = () => undefined
setTimeout(() => undefined, 1)
`

/** What is seen of it. */
export const itsTraces = [
  /^fs\.readdirSync/,
  /^net\.createServer/,
  /^process\.env get HOME/,
  /^a global: notSoClean/,
  /^a listener of process: exit/,
  /^a property of console: log replaced/,
  /^setTimeout/,
  /^a module of Node: NativeModule repl/,
]
