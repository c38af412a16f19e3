import { type ChildProcess, spawn } from 'node:child_process'

/**
 * Ends a command that would outlive this process, and removes a folder: also after `kill -9`, when nothing here runs any more. So it is
 * another process, a shell that waits on a pipe from this one. What the command has started is ended too, as far as it is still its own.
 */
export class CommandWatch {
  readonly #shell: ChildProcess | undefined

  /** @param folder what to remove in the end */
  constructor(folder: string) {
    if (process.platform === 'win32') return // no such shell: what is killed there leaves its folder
    // a session of its own: the terminal's Ctrl-C must not end the watch first
    this.#shell = spawn('/bin/sh', ['-c', script, 'sh', folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: {} })
    this.#shell.unref()
    this.#shell.stdin?.on('error', () => undefined) // somebody ended it: then it only does not watch
    this.#shell.once('error', (error) => process.emitWarning(`the command may outlive sallyport if that is killed: ${error.message}`))
  }

  over(pid: number): void {
    this.#shell?.stdin?.write(`${pid}\n`)
  }

  /** The command has ended by itself: only the folder is left to remove. */
  noLonger(): void {
    this.#shell?.stdin?.write('none\n')
  }

  async end(): Promise<void> {
    const shell = this.#shell
    if (shell === undefined || shell.exitCode !== null || shell.signalCode !== null || shell.pid === undefined) return
    const ended = new Promise((resolve) => shell.once('exit', resolve))
    shell.ref() // now it is waited for
    shell.stdin?.end()
    await ended
  }
}

/** First asked to end, then, when it has had a second, made to. Source: proc_pid_stat(5), `/proc/PID/task/TID/children`. */
const script = `
last=none
while read -r told; do last=$told; done
PATH=/usr/bin:/bin
family() {
  echo "$1"
  for each in $(cat /proc/"$1"/task/*/children 2>/dev/null || pgrep -P "$1" 2>/dev/null); do family "$each"; done
}
case $last in
  [1-9]*)
    all=$(family "$last")
    for each in $all; do kill -s TERM "$each" 2>/dev/null; done
    for tenth in 1 2 3 4 5 6 7 8 9 10; do
      alive=
      for each in $all; do kill -0 "$each" 2>/dev/null && alive=yes; done
      [ "$alive" ] || break
      sleep 0.1
    done
    for each in $all; do kill -s KILL "$each" 2>/dev/null; done
    ;;
esac
rm -rf -- "$1"
`
