import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Ends processes that would outlive the server.
 * A frozen process cannot notice that its server died, so somebody awake has to: a shell that waits on a pipe from the server, and on
 * its end (a stop, a crash, `kill -9`) kills the groups that are left and removes the server's temporary folder.
 */
export class OrphanWatch {
  readonly #folder: string
  readonly #groups = new Set<number>()
  #shell: ChildProcess | undefined

  /** @param folder what to remove in the end */
  constructor(folder: string) {
    this.#folder = folder
  }

  add(group: number): void {
    this.#groups.add(group)
    if (this.#shell === undefined) this.#start()
    else this.#tell(`+ ${group}`)
  }

  delete(group: number): void {
    if (this.#groups.delete(group)) this.#tell(`- ${group}`)
  }

  /** Lets the watch do its work now, and waits for it. */
  async end(): Promise<void> {
    const shell = this.#shell
    if (shell === undefined) return
    this.#shell = undefined
    const ended = new Promise((resolve) => shell.once('exit', resolve))
    shell.ref() // now it is waited for
    shell.stdin?.end()
    await ended
  }

  #start(): void {
    if (process.platform === 'win32') return // nothing is frozen there, so each process notices by itself
    // a session of its own: the terminal's Ctrl-C must not end the watch before the server
    const shell = spawn('/bin/sh', ['-c', script, 'sh', this.#folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} })
    this.#shell = shell
    shell.unref()
    shell.stdin?.on('error', () => undefined) // it is gone: `exit` says so
    shell.once('error', (error) => process.emitWarning(`functions may outlive a server that is killed: ${error.message}`))
    shell.once('exit', () => {
      if (this.#shell === shell) this.#shell = undefined // somebody ended it: the next process starts another
    })
    for (const group of this.#groups) this.#tell(`+ ${group}`)
  }

  #tell(line: string): void {
    this.#shell?.stdin?.write(`${line}\n`)
  }
}

const script = `
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="\${groups%% $group *} \${groups#* $group }" ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
PATH=/usr/bin:/bin rm -rf -- "$1"
`
