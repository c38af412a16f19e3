import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { answeringWizard, down, enter, space } from './running/wizard.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  await sallyport(local, ['init', '--kind', 'text'])
})
afterAll(() => local.stop())

const untilReaders = (name: string) =>
  [
    ['What do you want to store?', enter],
    ['hidden; ends with Enter', `planted${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `${name}${enter}`],
  ] as const

test('asks which functions read it where they are known by their file alone', async () => {
  const session = await answeringWizard(local, [
    ...untilReaders('second'),
    ['Which functions read it?', `${space}${enter}`],
    ['Is that right?', `${down}${enter}`],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).toContain('src/handler.ts')
  expect(session.drawn()).not.toContain('src/secrets.ts')
  const grant = 'sallyport grant src/handler.ts --apply --local'
  expect(session.drawn()).toContain(`${grant}, once function src/handler.ts imports it`)
  const granted = await sallyport(local, grant.split(' ').slice(1))
  expect(granted.stderr).toContain('role handler-role of function handler does not exist: run "sallyport invoke handler --local"')
})

test('says why it was not asked, and what grants, in a project without a function', async () => {
  rmSync(join(local.cwd, 'src/handler.ts'))
  const session = await answeringWizard(local, [...untilReaders('third'), ['Is that right?', `${down}${enter}`]])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).not.toContain('Which functions read it?')
  expect(session.drawn()).toContain('who reads it is not asked, as no function of the project is known')
  expect(session.drawn()).toContain('sallyport grant src/FUNCTION.ts --apply --local')
})
