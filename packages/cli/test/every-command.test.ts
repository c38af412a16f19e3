import { type LocalState, readLocalState } from '@sallyport/tasks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as commands from '../src/commands.ts'
import { type Face, faces } from './every-command/faces.ts'
import { functions } from './every-command/functions.ts'
import { loopback } from './every-command/loopback.ts'
import { keysAt, ownAccount } from './every-command/own-account.ts'
import { formsOf, planted } from './every-command/planted.ts'
import { projects } from './every-command/projects.ts'
import type { Line, Row } from './every-command/row.ts'
import { storedValues } from './every-command/stored-values.ts'
import { versions } from './every-command/versions.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { stateFileAt } from './running/place-of-test.ts'
import { asProfile } from './running/restricted.ts'

const rows: readonly Row[] = [...storedValues, ...versions, ...projects, ...functions, ...loopback]

let shared: Running
beforeAll(async () => {
  shared = await runningLocal()
})
afterAll(() => shared.stop())

test('every command has its row, and says in words why a line of it is missing', () => {
  const words = Object.values(commands).map(({ name }) => name.replace(/ [<[].*/, ''))
  expect(rows.map(({ command }) => command).sort()).toEqual(words.sort())
  const reasons = rows.flatMap(({ command, denial, notFound, withoutJson, showsKeys }) =>
    Object.entries({ 'no denial': denial, 'no "not found"': notFound, 'no JSON': withoutJson, 'shows keys': showsKeys })
      .filter(([, reason]) => typeof reason === 'string')
      .map(([what, reason]) => `${command}: ${what}: ${reason}`),
  )
  console.info(reasons.join('\n'))
})

/** The exit status of each case, for every command. */
const statuses = { success: 0, denial: 3, wrongUse: 2, notFound: 4 } as const
const titles = { success: 'does', denial: 'is denied', wrongUse: 'refuses what it does not know', notFound: 'does not find' } as const

describe.concurrent.each(rows)('$command', (row) => {
  for (const name of ['success', 'denial', 'wrongUse', 'notFound'] as const) {
    const line = row[name]
    if (typeof line === 'string') continue
    for (const face of faces) {
      const isDone = (line.status ?? statuses[name]) === 0
      if (face.isJson === true && row.withoutJson !== undefined && isDone) continue // an error is JSON all the same
      test(`${titles[name]} ${face.name}`, () => held(row, name, line, face))
    }
  }
})

async function held(row: Row, name: keyof typeof statuses, line: Line, face: Face): Promise<void> {
  const at = await ownAccount(await stateOfShared(), row)
  try {
    await (line.prepare ?? row.prepare)?.(at)
    const typist = line.may === undefined ? at : await asProfile(at, line.may)
    const { status, told, answer, all } = await face.run(line, typist)
    expect(status, all).toBe(line.status ?? statuses[name])
    if (face.isJson !== true || status !== 0) expect(told).toMatch(line.says)
    else if (name === 'success') expect(answer).toMatchObject(line.gives ?? toBeSaid(row))
    if (name === 'wrongUse') expect(told).toContain(`see "sallyport ${row.command} --help"`)
    const hidden = [...formsOf(planted), ...(row.showsKeys === undefined ? await keysAt(at) : [])]
    for (const form of hidden) expect(all.includes(form), `a secret value is shown:\n${all}`).toBe(false)
  } finally {
    await at.stop()
  }
}

function toBeSaid({ command }: Row): never {
  throw new Error(`the success of ${command} does not say what its answer in JSON has: give it \`gives\``)
}

async function stateOfShared(): Promise<LocalState> {
  const state = await readLocalState(stateFileAt(shared))
  if (state === undefined) throw new Error('the shared server has no state file')
  return state
}
