// @ts-check
import { createRequire } from 'node:module'
import { spawn } from '@lydell/node-pty'

// a CommonJS package, whose names an ES import does not find
const { Terminal } = createRequire(import.meta.url)('@xterm/headless')
const size = { cols: 132, rows: 40 }

/**
 * Runs a command at a pseudo-terminal, and gives what stands on its screen at the end, with what has scrolled away.
 * @param {string} file @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string>, answers?: readonly [string, string][] }} options
 * @returns {Promise<{ status: number, screen: string }>}
 */
export async function screenOf(file, args, { cwd, env, answers = [] }) {
  const screen = new Terminal({ ...size, scrollback: 2000, allowProposedApi: true })
  const child = spawn(file, [...args], { ...size, cwd, env: { ...env, TERM: 'xterm-256color', NO_COLOR: '1' } })
  let drawn = ''
  let next = 0
  /** @type {Promise<void>[]} */
  const written = []
  child.onData((data) => {
    drawn += data
    written.push(new Promise((resolve) => screen.write(data, resolve)))
    const [question, answer] = answers[next] ?? []
    if (question === undefined || !drawn.includes(question)) return
    next += 1
    drawn = ''
    child.write(answer ?? '')
  })
  const status = await new Promise((resolve) => child.onExit(({ exitCode }) => resolve(exitCode)))
  await Promise.all(written)
  const { active } = screen.buffer
  // a line that the terminal has broken is one line to who copies it
  let text = ''
  for (let index = 0; index < active.length; index += 1) {
    const line = active.getLine(index)
    text += `${index === 0 || line?.isWrapped ? '' : '\n'}${line?.translateToString(active.getLine(index + 1)?.isWrapped !== true) ?? ''}`
  }
  screen.dispose()
  return { status, screen: `${text.trimEnd()}\n` }
}
