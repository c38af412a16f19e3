import { declarationFor } from '@sallyport/project'
import * as runtime from 'sallyport'
import { fakeSecrets } from 'sallyport/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { toDeclare } from '../init/new-declaration.ts'
import { storedForm } from '../put/stored-form.ts'
import { forms, kinds } from './forms.ts'
import { header } from './options/header.ts'

const place = { service: 'secretsmanager', name: 'a' } as const

/** A value of a kind without fields, by what is stored of it. */
const values = { text: 'a key', json: { a: [1] }, bytes: Uint8Array.of(0, 255, 10) }

const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } }

/** A declaration refuses to name what is no kind of the runtime. */
function isKind(name: string): boolean {
  try {
    return declarationFor([{ exportName: 'a', kind: name, place }]) !== ''
  } catch (error) {
    if (error instanceof Error && error.message.includes('is no kind')) return false
    throw error
  }
}

/** The handle that the runtime's declaring call gives for these options. */
function handleOf(kind: string, options: object): runtime.AnyHandle {
  const call: unknown = Reflect.get(runtime, kind)
  if (typeof call !== 'function') throw new Error(`sallyport has no ${kind}`)
  return forms[kind as keyof typeof forms].takesSchema ? call('a', schema, options) : call('a', options) // each kind is a key of the table
}

test('each kind that a function can declare can be stored, and no other', () => {
  expect(Object.keys(runtime).filter(isKind).toSorted()).toEqual(kinds.toSorted())
})

describe.each(kinds)('%s', (kind) => {
  const { options = [], fields, stored } = forms[kind]

  test('is declared with what its questions are answered with, and signs when it has hosts', async () => {
    const answers = Object.fromEntries(options.map(({ name, placeholder }) => [name, placeholder]))
    const declared = await toDeclare({ kind, service: 'secretsmanager', name: 'a', options: answers })
    const handle = handleOf(kind, declared.options ?? {})
    expect(handle['~sallyport'].kind).toBe(kind)
    expect('fetch' in handle).toBe('hosts' in answers)
    for (const { problem, placeholder } of options) expect(problem(placeholder)).toBeUndefined()
  })

  test('is read by the function as it was given, and as a unit test gives it', async () => {
    const value = fields === undefined ? values[stored] : Object.fromEntries(fields.map(({ name }) => [name, `the ${name}`]))
    const given = typeof value === 'string' || value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(JSON.stringify(value))
    const handle = handleOf(kind, {})
    const secrets = fakeSecrets()
    onTestFinished(secrets.restore)
    const { isBinary, bytes, text } = storedForm(given, kind)
    secrets.setStored(handle, isBinary ? bytes : text)
    const read = (await handle.get()).reveal()
    expect(read).toEqual(value)
    secrets.set(handle, read)
    expect((await handle.get()).reveal()).toEqual(value)
  })

  test('asks for an option only after the one that it goes with', () => {
    const names = options.map(({ name }) => name)
    for (const [index, { after }] of options.entries()) expect(after === undefined || names.slice(0, index).includes(after)).toBe(true)
  })

  test('has fields only where an object is stored, and one of them hidden', () => {
    expect(fields === undefined || (stored === 'json' && fields.some(({ isHidden }) => isHidden))).toBe(true)
  })
})

test.each(['x-api-key', 'X-Api-Key', 'authorization', 'api key', 'x-key:', 'ä', '', 'Host', 'content-length', 'TE', 'x\r\ny'])(
  'the header %j is one for a key exactly when the runtime takes it',
  (name) => {
    const isTaken = (() => {
      try {
        return handleOf('apiKey', { hosts: ['api.example.com'], header: name }) !== undefined
      } catch (error) {
        if (error instanceof runtime.SallyportError) return false
        throw error
      }
    })()
    expect(header.problem(name) === undefined).toBe(isTaken)
  },
)
