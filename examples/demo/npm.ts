import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const exec = promisify(execFile)

/** Runs npm in `cwd` and gives what it prints. */
export async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const [file, ...before] = npmCommand()
  return (await exec(file, [...before, ...args], { cwd })).stdout
}

/**
 * How npm is started on Windows, where it is a batch file, which takes no argument as it is: as the program of Node that it is, by the
 * variable that npm sets for what it runs, else from beside Node.
 */
function npmCommand(environment = process.env): [file: string, ...before: string[]] {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const program = environment['npm_execpath'] ?? beside
  return /npm-cli\.c?js$/.test(program) && existsSync(program) ? [process.execPath, program] : ['npm']
}
