import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { fakeAws, type Reply } from '../../test/fake-aws.ts'
import { configure } from '../configure.ts'
import { binary } from './binary.ts'

let run = 0

async function answering(body: object) {
  const reply: Reply = { body }
  const aws = await fakeAws(() => reply)
  onTestFinished(() => aws.close())
  configure({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' } })
  return `binary-${run++}`
}

const bytes = Buffer.from([0, 1, 2, 255, 254, 10, 0])
const base64 = bytes.toString('base64')

test('gives the bytes of SecretBinary as they are stored, NUL bytes included', async () => {
  const name = await answering({ SecretBinary: base64, VersionId: 'v1' })
  const value = (await binary(name).get()).reveal()
  expect(Buffer.from(value)).toEqual(bytes)
  expect(Buffer.isBuffer(value)).toBe(false) // its buffer holds these bytes alone
  expect(value.buffer.byteLength).toBe(bytes.length)
})

test.for([
  ['a SecretString', (name: string) => binary(name), () => ({ SecretString: base64, VersionId: 'v1' })],
  [
    'a SecretString with the line breaks of base64(1)',
    (name: string) => binary(name),
    () => ({ SecretString: `${base64.slice(0, 4)}\n${base64.slice(4)}\n`, VersionId: 'v1' }),
  ],
  [
    'a parameter',
    (name: string) => binary({ parameter: name }),
    (name: string) => ({ Parameters: [{ Name: name, Value: base64, Version: 1 }] }),
  ],
] as const)('reads %s as the base64 of the bytes', async ([, handleOf, body]) => {
  const next = `binary-${run}`
  const name = await answering(body(next))
  expect(name).toBe(next)
  expect(Buffer.from((await handleOf(name).get()).reveal())).toEqual(bytes)
})

test.for(['-----BEGIN PRIVATE KEY-----', 'sk_live_4711', 'AAE', 'AAEC_w==', 'a b!'])(
  'says of %j that it is neither, and shows none of it',
  async (stored) => {
    const name = await answering({ SecretString: stored, VersionId: 'v1' })
    const error = await binary(name)
      .get()
      .catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'BAD_VALUE',
      message: `the value of ${name} is neither binary nor base64: run "sallyport put ${name}"`,
    })
    expect(inspect(error, { depth: null })).not.toContain(stored)
  },
)

test('gives each caller bytes of its own', async () => {
  const keystore = binary(await answering({ SecretBinary: base64, VersionId: 'v1' }))
  const value = (await keystore.get()).reveal()
  value.fill(7)
  expect(Buffer.from((await keystore.get()).reveal())).toEqual(bytes)
  await keystore.use((each) => each.fill(7))
  expect(Buffer.from((await keystore.get()).reveal())).toEqual(bytes)
})

test('prints none of the bytes', async () => {
  const keystore = binary(await answering({ SecretBinary: Buffer.from('sk_live_4711').toString('base64'), VersionId: 'v1' }))
  const secret = await keystore.get()
  expect(inspect([secret, keystore], { depth: null, showHidden: true }) + JSON.stringify(secret) + String(secret)).not.toMatch(
    /sk_live|115, ?107/,
  )
})
