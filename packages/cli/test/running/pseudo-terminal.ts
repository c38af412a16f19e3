import { spawn } from '@lydell/node-pty'
import { bin, type Place } from './command.ts'

export const terminalSize = { cols: 100, rows: 40 }

export interface TerminalSession {
  /** Everything that was drawn so far. */
  drawn(): string
  /** Resolves when `text` has been drawn. @param from what was drawn before it does not count */
  until(text: string, from?: number): Promise<void>
  type(text: string): void
  readonly ended: Promise<{ status: number; signal: number | undefined }>
  readonly pid: number
}

/** Without it no program of Node starts on Windows; `node:child_process` adds it by itself. */
function systemRoot({ SystemRoot } = process.env): Record<string, string> {
  return SystemRoot === undefined ? {} : { SystemRoot }
}

/** The command at a real terminal. */
export function atTerminal(place: Pick<Place, 'cwd' | 'env'>, args: readonly string[]): TerminalSession {
  const terminal = spawn(process.execPath, [bin, ...args], {
    cwd: place.cwd,
    env: { ...systemRoot(), ...place.env, TERM: 'xterm-256color' },
    ...terminalSize,
  })
  let drawn = ''
  const waiting = new Set<() => void>()
  terminal.onData((data) => {
    drawn += data
    for (const look of waiting) look()
  })
  const ended = new Promise<{ status: number; signal: number | undefined }>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve({ status: exitCode, signal }))
  })
  return {
    drawn: () => drawn,
    until: async (text, from) => {
      const seen = new Promise<void>((resolve) => {
        const look = () => {
          if (!drawn.includes(text, from)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      })
      const endedFirst = ended.then(({ status }) => {
        if (!drawn.includes(text, from)) throw new Error(`ended with ${status} before "${text}" was drawn: ${drawn}`)
      })
      await Promise.race([seen, endedFirst])
    },
    type: (text) => terminal.write(text),
    ended,
    pid: terminal.pid,
  }
}
