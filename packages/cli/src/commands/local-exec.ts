import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dataDirFor, TaskError } from '@sallyport/tasks'
import { command } from '../command.ts'
import { commandEnvironment } from '../local-exec/command-environment.ts'
import { CommandWatch } from '../local-exec/command-watch.ts'
import { forwardSignals } from '../local-exec/forwarded-signals.ts'
import { type Ending, runCommandBeside, statusOf } from '../local-exec/run-command-beside.ts'
import { sayNothingIsDenied, saySeeded } from '../local-server/announce.ts'
import { ownFolder } from '../local-server/own-folder.ts'
import { refuseSecond } from '../local-server/refuse-second.ts'
import { serverFlags, serverOptions } from '../local-server/server-options.ts'
import { withServer } from '../local-server/with-server.ts'
import type { Terminal } from '../terminal/terminal.ts'

export const localExecCommand = command({
  name: 'local exec [command...]',
  summary: 'run a command beside an AWS on loopback of its own, and end with its exit status; the command stands after "--"',
  example: 'sallyport local exec -- npm test',
  flags: serverFlags,
  async run({ command: words, ...given }, terminal, globals) {
    const [program, ...args] = Array.isArray(words) ? words : []
    if (program === undefined) {
      throw new TaskError('WRONG_USE', { message: 'local exec has no command to run: put it after "--", as in "local exec -- npm test"' })
    }
    const { cwd, env } = terminal.io
    const signals = forwardSignals()
    const asked = { port: 0, ...serverOptions(given, globals, cwd) }
    // 0700, as mkdtemp makes it
    const folder = await mkdtemp(join(tmpdir(), 'sallyport-exec-'))
    const watch = new CommandWatch(folder)
    try {
      const isKept = globals.data !== undefined
      const dataDir = isKept ? dataDirFor({ ...terminal.io, dataDir: globals.data }) : folder
      if (isKept) {
        await ownFolder(dataDir)
        await refuseSecond(dataDir)
      }
      const emptyFile = join(folder, 'aws-config')
      await writeFile(emptyFile, '')
      return await withServer({ dataDir, memory: !isKept, ...asked }, async ({ state, seeded }) => {
        terminal.say(`AWS on loopback at ${state.endpoint}, account ${state.accountId}, region ${state.region}`, terminal.colors.dim)
        sayNothingIsDenied(state.auth, terminal)
        saySeeded(seeded, terminal)
        if (signals.early !== undefined) return statusOf(signals.early)
        const variables = commandEnvironment(env, { state, stateFolder: dataDir, emptyFile, stage: globals.stage })
        return told(await runCommandBeside([program, ...args], { cwd, env: variables, signals, watch }), program, terminal)
      })
    } finally {
      await watch.end()
      await rm(folder, { recursive: true, force: true })
      signals.end()
    }
  },
})

/** The statuses that shells give to a command that cannot be run. Source: POSIX.1-2017, Shell Command Language, "Exit Status for Commands". */
const statusByRefusal = { 'not found': 127, 'not executable': 126, 'not started': 126 } as const

const adviceByRefusal = {
  'not found': 'is it installed, and on PATH? Variables go before "sallyport"',
  'not executable': 'it needs the right to be executed (chmod +x), and must be a program',
  'not started': 'try it without "sallyport local exec --"',
} as const

function told(ending: Ending, program: string, terminal: Terminal): number {
  if ('status' in ending) return ending.status
  const { refused, code } = ending
  const shown = program.replace(/=.*/s, '=…') // a variable in the place of the command: its value may be a secret one
  const message = `command ${shown} ${refused === 'not found' ? 'was' : 'is'} ${refused} (${code}): ${adviceByRefusal[refused]}`
  terminal.error({ code: 'COMMAND_NOT_RUN', message })
  return statusByRefusal[refused]
}
