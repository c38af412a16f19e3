import { expect, test } from 'vitest'
import { kinds } from '../../forms/forms.ts'
import { plainFileByName } from '../plain-sources.ts'
import { readParameter } from './no-parameter-store.ts'
import { readSecret } from './no-secrets-manager.ts'
import * as plain from './plain-secrets.ts'

const fileOf = (kind: string) => `kinds/${kind.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}.ts`

test('every kind has a plain form, in a file of its own', async () => {
  const fileByName = await plainFileByName()
  expect(kinds.map((kind) => [kind, fileByName.get(kind)])).toEqual(kinds.map((kind) => [kind, fileOf(kind)]))
})

test('the names that a project can import are those that are exported', async () => {
  const names = new Set((await plainFileByName()).keys())
  expect(Object.keys(plain).filter((name) => !names.has(name))).toEqual([])
})

test('what a project did not read is refused by name', async () => {
  await expect(readParameter('/a')).rejects.toThrow('parameter /a cannot be read')
  await expect(readSecret('a')).rejects.toThrow('secret a cannot be read')
})
