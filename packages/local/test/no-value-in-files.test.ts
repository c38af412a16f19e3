import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { encodedForms, filesHolding, formsIn } from '../../../examples/demo/encoded-forms.ts'
import { startLocal } from '../src/index.ts'
import { startedProcess } from './processes/server-process.ts'
import { clientsOf, freshFolder, freshFolders } from './started.ts'

/** With characters that every encoding writes in another way. */
const planted = 'sk_live_"51H/x+Yz€Planted=ümlaut\\&%'

test('the search finds a value in each of its forms', () => {
  const folder = freshFolder()
  for (const [form, bytes] of encodedForms(planted)) {
    const holder = join(folder, form.replaceAll(' ', '-'))
    mkdirSync(holder)
    writeFileSync(join(holder, 'file'), Buffer.concat([Buffer.from('before '), bytes, Buffer.from(' after')]))
    expect(filesHolding(planted, [holder]).map((found) => found.form)).toContain(form)
  }
})

test('the search finds a value wherever base64 puts it', () => {
  for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
    for (const after of ['', 'z', 'zz']) {
      expect(formsIn(Buffer.from(`${before}${planted}${after}`).toString('base64'), planted).length).toBeGreaterThan(0)
    }
  }
})

test('no file of a server holds a value, neither while it runs nor after it was stopped or killed', async () => {
  const { folder, dataDir, environment } = freshFolders()
  const temporary = join(folder, 'temporary')
  mkdirSync(temporary)
  const places = [dataDir, join(folder, 'config'), temporary]
  const server = await startedProcess(dataDir, { ...environment, TMPDIR: temporary })
  await storeAndRead(server.clients)
  expect(filesHolding(planted, places)).toEqual([])
  await server.kill()
  expect(filesHolding(planted, places)).toEqual([])
  const local = await startLocal({ port: 0, dataDir, environment })
  await storeAndRead(clientsOf(local))
  await local.stop()
  expect(filesHolding(planted, places)).toEqual([])
  writeFileSync(join(dataDir, 'control'), planted)
  expect(filesHolding(planted, places)).not.toEqual([])
})

test('no file holds the administrator’s secret access key, but the caller is given it', async () => {
  const { folder, dataDir, environment } = freshFolders()
  const local = await startLocal({ port: 0, dataDir, environment })
  await local.stop()
  expect(local.secretAccessKey).toHaveLength(40)
  expect(filesHolding(local.secretAccessKey, [folder])).toEqual([])
})

test('a server in memory writes no value to the temporary folder', async () => {
  const temporary = freshFolder()
  const server = await startedProcess(undefined, { TMPDIR: temporary })
  await storeAndRead(server.clients)
  expect(filesHolding(planted, [temporary])).toEqual([])
  await server.kill()
  expect(readdirSync(temporary)).toEqual([])
})

async function storeAndRead({ secrets }: ReturnType<typeof clientsOf>): Promise<void> {
  const Name = `n${Date.now()}`
  await secrets.send(new CreateSecretCommand({ Name, SecretString: planted, Description: 'a key' }))
  await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretBinary: Buffer.from(planted) }))
  await secrets.send(new PutSecretValueCommand({ SecretId: Name, SecretString: JSON.stringify({ key: planted }) }))
  await secrets.send(new GetSecretValueCommand({ SecretId: Name }))
  // what is refused must not be kept either
  await secrets
    .send(new PutSecretValueCommand({ SecretId: Name, SecretString: planted, SecretBinary: Buffer.from(planted) }))
    .catch(() => undefined)
  await secrets.send(new PutSecretValueCommand({ SecretId: 'missing', SecretString: planted })).catch(() => undefined)
  await secrets.send(new CreateSecretCommand({ Name, SecretString: planted })).catch(() => undefined)
}
