import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { answeringWizard, clear, down, enter, space } from './running/wizard.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
})
afterAll(() => local.stop())

const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString
const declaration = () => readFileSync(join(local.cwd, 'src/secrets.ts'), 'utf8')

const answering = (answers: Parameters<typeof answeringWizard>[1]) => answeringWizard(local, answers)

test('stores an API key, adds its declaration and says what to grant', async () => {
  const session = await answering([
    ['What do you want to store?', `${down}${enter}`],
    ['hidden; ends with Enter', `sk_test_planted${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `payments${enter}`],
    ['To which host', `api.payments.example${enter}`],
    ['In which header', enter],
    ['Which functions read it?', `${space}${enter}`],
    ['Is that right?', enter],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(await stored('dev/payments')).toBe('sk_test_planted')
  expect(session.drawn()).not.toContain('planted')
  expect(session.drawn()).toContain('sallyport grant checkout --apply --local')
  expect(session.drawn()).toMatch(/secret dev\/payments, on loopback, account 123456789012/)
  expect(declaration()).toContain("export const payments = /* @__PURE__ */ apiKey('{stage}/payments', { hosts: ['api.payments.example'] })")
  expect(declaration()).toContain("export const stripe = apiKey('{stage}/stripe')")
  const granted = await sallyport(local, ['list', 'dev/payments', '--local'])
  expect(granted.stdout).toContain('dev/payments')
})

test('asks for the header of an API key, again where HTTP could not send it, and declares it', async () => {
  const session = await answering([
    ['What do you want to store?', `${down}${enter}`],
    ['hidden; ends with Enter', `planted-forecast${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `forecast${enter}`],
    ['To which host', `api.forecast.example${enter}`],
    ['In which header', `content-length${enter}`],
    ['a header for a credential', `${clear}x-api-key${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${down}${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', enter],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).toContain('an API key, sent to api.forecast.example alone, in the header x-api-key')
  expect(declaration()).toContain(
    "export const forecast = /* @__PURE__ */ apiKey('{stage}/forecast', { hosts: ['api.forecast.example'], header: 'x-api-key' })",
  )
})

test('stores a login as a parameter, and leaves the project alone when asked to', async () => {
  const before = declaration()
  const session = await answering([
    ['What do you want to store?', `${down}${down}${enter}`],
    ['user name', `ann${enter}`],
    ['password (hidden', `planted-word${enter}`],
    ['Where is it kept?', `${down}${enter}`],
    ['What is it called?', `crm-sync${enter}`],
    ['To which host', enter],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${enter}`],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  const { Parameter } = await local.parameters.getParameter({ Name: '/dev/crm-sync', WithDecryption: true })
  expect(Parameter).toMatchObject({ Type: 'SecureString', Value: '{"username":"ann","password":"planted-word"}' })
  expect(declaration()).toBe(before)
})

test('goes back a step, also over questions that were not asked', async () => {
  const session = await answering([
    ['What do you want to store?', enter],
    ['hidden; ends with Enter', `first${enter}`],
    ['Where is it kept?', `${down}${down}${enter}`],
    ['hidden; ends with Enter', enter],
    ['What do you want to store?', enter],
    ['hidden; ends with Enter', `second${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `went-back${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${down}${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${enter}`],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(await stored('dev/went-back')).toBe('second')
})

test('asks again for a value and a name that cannot be, and shows neither', async () => {
  const session = await answering([
    ['What do you want to store?', `${down}${enter}`],
    ['hidden; ends with Enter', `planted ä${enter}`],
    ['outside ASCII', ''],
    ['hidden; ends with Enter', `planted-right${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `${clear}no name!${enter}`],
    ['is not a name that AWS takes', ''],
    ['What is it called?', `${clear}again/key${enter}`],
    ['To which host', enter],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${enter}`],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(await stored('again/key')).toBe('planted-right')
  expect(session.drawn()).not.toContain('planted')
})

test('stores and writes nothing after Ctrl-C, at whichever question', async () => {
  const before = declaration()
  const all: [string, string][] = [
    ['What do you want to store?', `${down}${enter}`],
    ['hidden; ends with Enter', `planted${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `cancelled/key${enter}`],
    ['To which host', `api.cancelled.example${enter}`],
    ['In which header', `x-api-key${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', enter],
  ]
  for (const [index, [question]] of all.entries()) {
    const session = await answering([...all.slice(0, index), [question, '\x03']])
    expect((await session.ended).status, question).toBe(130)
    expect(session.drawn()).toContain('nothing was changed')
  }
  await expect(stored('dev/cancelled/key')).rejects.toThrow(/can't find/)
  expect(declaration()).toBe(before)
})

test('says which flags it takes where nobody can be asked', async () => {
  const piped = await sallyport(local, ['put', '--local'], 'planted')
  expect(piped).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--from-stdin') })
  const session = atTerminal(local, ['put', '--local', '--no-input'])
  expect((await session.ended).status).toBe(2)
})

test('takes bytes from a file', async () => {
  writeFileSync(join(local.cwd, 'key.p12'), Uint8Array.of(0, 255, 10, 0))
  const session = await answering([
    ['What do you want to store?', `${down.repeat(4)}${enter}`],
    ['In which file', `key.p12${enter}`],
    ['Where is it kept?', enter],
    ['What is it called?', `keystore${enter}`],
    ['Which functions read it?', enter],
    ['Is that right?', `${down}${enter}`],
  ])
  expect((await session.ended).status, session.drawn()).toBe(0)
  const { SecretBinary } = await local.secrets.getSecretValue({ SecretId: 'dev/keystore' })
  expect(Buffer.from(SecretBinary ?? [])).toEqual(Buffer.from([0, 255, 10, 0]))
  rmSync(join(local.cwd, 'key.p12'))
})
