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

test('tells of ARNs, families, fields and types as they are written', async () => {
  const { secrets: found, open } = await declaredIn(`import { apiKey, binary, json, login, text } from 'sallyport'
import { schema } from './schema'
export const partner = text('arn:aws:secretsmanager:eu-west-1:111122223333:secret:{stage}/partner-AbCdEf')
export const customers = apiKey('{stage}/customers/{id}', { field: 'KEY' })
export const crm = login('crm', { fields: { username: 'user' } })
export const names = text({ parameter: '/names', type: 'StringList' })
export const settings = json({ parameter: 'arn:aws:ssm:eu-west-1:111122223333:parameter/settings' }, schema, { ttlSeconds: 60 })
export const inline = json('inline', { '~standard': { version: 1, vendor: 'own', validate: (value) => ({ value }) } })
export const key = binary('key')`)
  expect(open).toEqual([])
  expect(
    found.map(({ exportName, kind, place, isFamily, field, fields, options }) => ({
      exportName,
      kind,
      place,
      isFamily,
      field,
      fields,
      options,
    })),
  ).toEqual([
    {
      exportName: 'partner',
      kind: 'text',
      place: { service: 'secretsmanager', name: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:{stage}/partner-AbCdEf' },
      isFamily: false,
      fields: {},
      options: {},
    },
    {
      exportName: 'customers',
      kind: 'apiKey',
      place: { service: 'secretsmanager', name: '{stage}/customers/{id}' },
      isFamily: true,
      field: 'KEY',
      fields: {},
      options: { field: 'KEY' },
    },
    {
      exportName: 'crm',
      kind: 'login',
      place: { service: 'secretsmanager', name: 'crm' },
      isFamily: false,
      fields: { username: 'user' },
      options: { fields: { username: 'user' } },
    },
    {
      exportName: 'names',
      kind: 'text',
      place: { service: 'ssm', name: '/names', type: 'StringList' },
      isFamily: false,
      fields: {},
      options: {},
    },
    {
      exportName: 'settings',
      kind: 'json',
      place: { service: 'ssm', name: 'arn:aws:ssm:eu-west-1:111122223333:parameter/settings' },
      isFamily: false,
      fields: {},
      options: { ttlSeconds: 60 },
    },
    { exportName: 'inline', kind: 'json', place: { service: 'secretsmanager', name: 'inline' }, isFamily: false, fields: {}, options: {} },
    { exportName: 'key', kind: 'binary', place: { service: 'secretsmanager', name: 'key' }, isFamily: false, fields: {}, options: {} },
  ])
})

describe('a name in a variable', () => {
  const source = `import { text } from 'sallyport'\nexport const a = text({ env: 'A_ARN' })\nexport const b = text({ parameter: { env: 'B_NAME' }, type: 'String' })`
  const declaredWith = (variables: Parameters<typeof declaredSecrets>[1]) =>
    inFolder({ 'src/secrets.ts': source }, (root) => declaredSecrets([join(root, 'src/secrets.ts')], { ...variables, root }))

  test('is what the function sets it to', async () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf'
    const { secrets: found } = await declaredWith({ environment: { A_ARN: arn, B_NAME: '/b' } })
    expect(found.map(({ place }) => place)).toEqual([
      { service: 'secretsmanager', name: arn, variable: 'A_ARN' },
      { service: 'ssm', name: '/b', variable: 'B_NAME', type: 'String' },
    ])
  })

  test('is not known, by file and line of the template, where that gives no value before it is deployed', async () => {
    const unknown = { file: 'template.yaml', line: 12, reason: '!Ref Secret is known only then' }
    const { open } = await declaredWith({ environment: { B_NAME: '/b' }, unknownEnvironment: { A_ARN: unknown } })
    expect(open.map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([
      'src/secrets.ts:2 the place of a is in the variable A_ARN, which template.yaml:12 sets to what is not known before it is deployed: !Ref Secret is known only then',
    ])
  })

  test('is not known, by file and line of the function in its template, where that does not set it', () =>
    inFolder({ 'src/secrets.ts': source }, async (root) => {
      const template = { file: join(root, 'template.yaml'), line: 7 }
      const { open } = await declaredSecrets([join(root, 'src/secrets.ts')], { root, environment: { B_NAME: '/b' }, template })
      expect(open[0]?.reason).toContain('A_ARN, which the function at template.yaml:7 does not have')
    }))

  test('is not shown where it is no name, as it may be the secret itself', async () => {
    const { open } = await declaredWith({ environment: { A_ARN: 'p4ss word', B_NAME: '/b' } })
    expect(open[0]?.reason).toContain('which holds no name and no ARN of a secret')
    expect(JSON.stringify(open)).not.toContain('p4ss')
  })

  test('is found by running the declaration where the name of the variable is computed', async () => {
    const { open } = await declaredIn(`import { text } from 'sallyport'\nexport const a = text({ env: ['A', 'ARN'].join('_') })`)
    expect(open[0]?.reason).toContain('is in the variable A_ARN')
  })
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
