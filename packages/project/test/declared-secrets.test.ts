import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { declaredSecrets } from '../src/declaration/declared-secrets.ts'
import { loadedPlaces } from '../src/declaration/loaded-places.ts'
import { inFolder } from './project-folder.ts'
import { secrets } from './reach/reach-case.ts'
import { install } from './workspace.ts'

function declaredIn(source: string, more: Readonly<Record<string, string>> = {}) {
  return inFolder({ 'src/secrets.ts': source, ...more }, async (root) => {
    await install(root, 'sallyport')
    return declaredSecrets([join(root, 'src/secrets.ts')], { root })
  })
}

test('lists the secrets of a declaration without running it', async () => {
  const { secrets: found, open } = await declaredIn(`${secrets}\nthrow new Error('it was run')`)
  expect(open).toEqual([])
  expect(found.map(({ id, kind, place, line }) => [id, kind, place.service, place.name, line])).toEqual([
    ['src/secrets.ts#stripe', 'apiKey', 'secretsmanager', '{stage}/stripe', 3],
    ['src/secrets.ts#weather', 'apiKey', 'ssm', '/{stage}/weather/key', 4],
    ['src/secrets.ts#crm', 'login', 'secretsmanager', '{stage}/crm', 5],
    ['src/secrets.ts#note', 'text', 'secretsmanager', '{stage}/note', 6],
  ])
})

describe('a name that is computed', () => {
  const computed = `import { apiKey, text } from 'sallyport'\nimport { names } from './names'\nexport const a = text(names[0] as string)\nexport const more = { b: apiKey({ parameter: names[1] as string }) }`

  test('is found by running the declaration', async () => {
    const { secrets: found, open } = await declaredIn(computed, {
      'src/names.ts': `console.log('hello'); export const names = ['prod', '/prod/b'].map((name) => name + '/key')`,
    })
    expect(open).toEqual([])
    expect(found.map(({ exportName, place }) => [exportName, place])).toEqual([
      ['a', { service: 'secretsmanager', name: 'prod/key' }],
      ['more.b', { service: 'ssm', name: '/prod/b/key' }],
    ])
  })

  test.each([
    ['throws', `throw new Error('no luck'); export const names: string[] = []`, 'it does not load (Error: no luck)'],
    ['ends the process', `process.exit(0); export const names: string[] = []`, 'it ends the process while it loads'],
    ['reads the environment', `export const names = [process.env.STAGE + '/a', '/b']`, 'it reads the environment while it loads (STAGE)'],
    [
      'lists the environment',
      `export const names = [...Object.keys(process.env), 'a', '/b']`,
      'it reads the environment while it loads (all of them)',
    ],
    ['does not build', `import './gone'; export const names: string[] = []`, 'Could not resolve "./gone"'],
    ['gives a name that is none', `export const names = [1, 2] as unknown as string[]`, 'it does not load'],
  ])('is not known when the declaration %s', async (_, names, reason) => {
    const { secrets: found, open } = await declaredIn(computed, { 'src/names.ts': names })
    expect(found).toEqual([])
    expect(open).toEqual([
      { file: 'src/secrets.ts', line: 3, reason: expect.stringContaining(reason) },
      { file: 'src/secrets.ts', line: 4, reason: expect.stringContaining(reason) },
    ])
  })

  test('is not known when the secret is not exported', async () => {
    const { open } = await declaredIn(`import { text } from 'sallyport'\nconst a = text(String(1))\nexport const b = () => a`)
    expect(open).toEqual([{ file: 'src/secrets.ts', line: 2, reason: expect.stringContaining('it is not exported') }])
  })
})

test('a declaration that never ends is ended', () =>
  inFolder({ 'src/secrets.ts': `export const a = {}\nfor (;;);` }, async (root) => {
    expect(await loadedPlaces(join(root, 'src/secrets.ts'), { timeoutMs: 500 })).toEqual({ problem: 'it does not load within 0.5 seconds' })
  }))

test('the environment of the machine does not come into it', async () => {
  process.env['SALLYPORT_TEST_NAME'] = 'of-this-machine'
  try {
    const { secrets: found } = await declaredIn(
      `import { text } from 'sallyport'\nexport const a = text(process.env.SALLYPORT_TEST_NAME ?? 'x')`,
    )
    expect(found).toEqual([])
  } finally {
    delete process.env['SALLYPORT_TEST_NAME']
  }
})

test('says which declaration cannot be read', async () => {
  await expect(declaredSecrets(['/nowhere/secrets.ts'], { root: '/nowhere' })).rejects.toMatchObject({
    code: 'DECLARATION_UNREADABLE',
    message: expect.stringContaining('declaration secrets.ts cannot be read'),
  })
})
