// What adopt must leave to a person: each of these functions would break if its variable went.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AdoptableFunction, writeAdoptable } from './running/adoptable.ts'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

const planted = (name: string) => `planted-${name}-Zk3vQ9mXr27`
const typed = planted('typed')
const reading = (variable: string) => `export const handler = async () => [process.env.${variable}]\n`

/** By the function: the variable that stays, and what is said of it. */
const cases: Readonly<Record<string, AdoptableFunction & { readonly told: RegExp }>> = {
  AtLoad: {
    variables: { LOADED_KEY: planted('loaded') },
    code: 'const key = process.env.LOADED_KEY\nexport const handler = async () => [key]\n',
    told: /^src\/atload\.ts:1 reads LOADED_KEY while its module loads/,
  },
  NotAsync: {
    variables: { SYNC_KEY: planted('sync') },
    code: 'const header = () => ({ key: process.env.SYNC_KEY })\nexport const handler = async () => header()\n',
    told: /^src\/notasync\.ts:1 reads SYNC_KEY in a function that is not async/,
  },
  HandsOn: {
    variables: { HANDED_KEY: planted('handed') },
    code: "import { use } from './use.js'\nexport const handler = async () => [process.env.HANDED_KEY, use(process.env)]\n",
    told: /^src\/handson\.ts:2 hands on all of process\.env/,
  },
  ByPackage: {
    variables: { VENDOR_API_KEY: planted('vendor') },
    code: "import { call } from 'vendor'\nexport const handler = async () => [process.env.VENDOR_API_KEY, call()]\n",
    told: /^node_modules\/vendor\/index\.js:1 is a package that names VENDOR_API_KEY itself/,
  },
  NotRead: {
    variables: { LAYER_TOKEN: planted('layer') },
    code: 'export const handler = async () => 1\n',
    told: /^template\.yaml:\d+ sets LAYER_TOKEN, which no code of function NotRead reads/,
  },
  OtherRole: {
    variables: { ROLE_KEY: planted('role') },
    properties: '      Role: arn:aws:iam::111122223333:role/kept-by-others\n',
    code: reading('ROLE_KEY'),
    told: /^template\.yaml:\d+ role kept-by-others is not made by this template/,
  },
  Broken: {
    variables: { BROKEN_KEY: planted('broken') },
    code: "import './missing.js'\nexport const handler = async () => process.env.BROKEN_KEY\n",
    told: /^src\/broken\.ts:1 does not build/,
  },
  Either: {
    variables: { EITHER_KEY: `!If [IsLive, ${planted('live')}, ${planted('test')}]` },
    code: reading('EITHER_KEY'),
    told: /^template\.yaml:\d+ sets EITHER_KEY: it is one of several values, by a condition/,
  },
  Composed: {
    variables: { DATABASE_URL: `!Sub "postgres://shop:\${DatabasePassword}@db.example.com/orders"` },
    code: reading('DATABASE_URL'),
    told: /^template\.yaml:\d+ sets DATABASE_URL: its value is not known before it is deployed/,
  },
  ByDefault: {
    variables: { PART_URL: `!Sub "postgres://shop:\${PartPassword}@db.example.com/orders"` },
    code: reading('PART_URL'),
    told: /^template\.yaml:\d+ sets PART_URL: it is put together from parameter PartPassword of the template/,
  },
  ByStage: {
    variables: { STAGE_URL: `!Sub "postgres://shop:${planted('stage')}@db.\${Stage}.example.com"` },
    code: reading('STAGE_URL'),
    told: /^template\.yaml:\d+ sets STAGE_URL: it is put together from parameter Stage of the template/,
  },
  Joined: {
    variables: { JOINED_URL: '!Join ["", ["postgres://shop:", !Ref PartPassword, "@db.example.com"]]' },
    code: reading('JOINED_URL'),
    told: /^template\.yaml:\d+ sets JOINED_URL: it is put together from parameter PartPassword of the template/,
  },
  Mapped: {
    variables: { MAPPED_KEY: '!FindInMap [Keys, !Ref Stage, api]' },
    code: reading('MAPPED_KEY'),
    told: /^template\.yaml:\d+ sets MAPPED_KEY: it is one value for each parameter Stage, by mapping Keys/,
  },
  SetsIt: {
    variables: { SET_KEY: planted('set') },
    code: "import { read } from './read-set.js'\nprocess.env.SET_KEY ??= 'x'\nexport const handler = async () => [await read(), process.env.SET_KEY]\n",
    told: /^src\/read-set\.ts:1 reads SET_KEY, which src\/setsit\.ts:2 sets or deletes/,
  },
  AssignsAll: {
    variables: { ALL_KEY: planted('all') },
    code: "import { read } from './read-all.js'\nexport const handler = async (event: object) => {\n  Object.assign(process.env, event)\n  return [await read(), process.env.ALL_KEY]\n}\n",
    told: /^src\/read-all\.ts:1 reads ALL_KEY, which src\/assignsall\.ts:3 may set or delete: see that it does not, then write/,
  },
  AssignsOne: {
    variables: { ONE_KEY: planted('assigned') },
    code: "import { read } from './read-one.js'\nObject.assign(process.env, { ONE_KEY: 'x' })\nexport const handler = async () => [await read(), process.env.ONE_KEY]\n",
    told: /^src\/read-one\.ts:1 reads ONE_KEY, which src\/assignsone\.ts:2 sets or deletes/,
  },
  EmptyPart: {
    variables: { EMPTY_SETTINGS: `!Sub "key=\${EmptyPassword}"` },
    code: reading('EMPTY_SETTINGS'),
    told: /^template\.yaml:\d+ sets EMPTY_SETTINGS: it is put together from parameter EmptyPassword of the template/,
  },
  Starred: {
    variables: { STAR_KEY: `!${planted('tag')}` },
    code: reading('STAR_KEY'),
    told: /^template\.yaml:\d+ sets STAR_KEY: its value is not known before it is deployed \(it has a tag/,
  },
  Around: {
    variables: { AROUND_URL: '"postgres://shop:{{resolve:secretsmanager:shop/db}}@db.example.com"' },
    code: reading('AROUND_URL'),
    told: /^template\.yaml:\d+ sets AROUND_URL: it holds more than the secret/,
  },
  Old: {
    variables: { OLD_KEY: '"{{resolve:secretsmanager:shop/old:SecretString::AWSPREVIOUS}}"' },
    code: reading('OLD_KEY'),
    told: /^template\.yaml:\d+ sets OLD_KEY: it is a version that is named/,
  },
  Snake: {
    variables: { SNAKE_KEY: planted('snake') },
    properties: '      Runtime: python3.13\n',
    code: '',
    told: /^template\.yaml:\d+ function Snake does not have code that can be read/,
  },
}

interface Adopted {
  readonly secrets: readonly { readonly id: string; readonly state: string; readonly name: string }[]
  readonly byHand: readonly { readonly file: string; readonly line: number; readonly variable?: string; readonly advice: string }[]
}

let local: Running
let adopted: Adopted
let template: string
beforeAll(async () => {
  local = await runningLocal()
  const sharing =
    "import { differing } from './shared.js'\nexport const handler = async () => [await differing(), process.env.GLOBAL_KEY]\n"
  const shared = 'export const differing = async () => process.env.API_TOKEN\n'
  writeAdoptable(
    local,
    {
      ...cases,
      ByWhole: {
        variables: { WHOLE_PASSWORD: '!Ref WholePassword', SUB_PASSWORD: `!Sub "\${WholePassword}"` },
        code: 'export const handler = async () => [process.env.WHOLE_PASSWORD, process.env.SUB_PASSWORD]\n',
      },
      One: { variables: { API_TOKEN: planted('one') }, code: sharing },
      Two: { variables: { API_TOKEN: planted('two') }, code: sharing },
    },
    {
      globals: `Mappings:\n  Keys: { dev: { api: ${planted('dev')} }, prod: { api: ${planted('prod')} } }\nConditions:\n  IsLive: !Equals [!Ref Stage, live]\nGlobals:\n  Function:\n    Environment:\n      Variables:\n        GLOBAL_KEY: ${planted('global')}\n`,
      parameters:
        '  DatabasePassword: { Type: String }\n  PartPassword: { Type: String, NoEcho: true, Default: changeme }\n  EmptyPassword: { Type: String, NoEcho: true, Default: "" }\n  WholePassword: { Type: String, NoEcho: true, Default: changeme }\n',
      files: {
        'src/shared.ts': shared,
        'src/read-set.ts': 'export const read = async () => process.env.SET_KEY\n',
        'src/read-all.ts': 'export const read = async () => process.env.ALL_KEY\n',
        'src/read-one.ts': 'export const read = async () => process.env.ONE_KEY\n',
        'src/use.ts': 'export const use = (all: object) => Object.keys(all).length\n',
        'node_modules/vendor/package.json': '{ "name": "vendor", "version": "1.0.0", "main": "index.js" }',
        'node_modules/vendor/index.js': 'exports.call = () => process.env.VENDOR_API_KEY\n',
      },
    },
  )
  const { status, stdout, stderr } = await sallyport(
    local,
    ['adopt', '--local', '--yes', '--json', '--values', '-'],
    `WholePassword=${typed}\nPartPassword=${typed}\nStage=prod\n`,
  )
  expect(status, stderr).toBe(1)
  adopted = JSON.parse(stdout) as Adopted // the task's own output
  template = readFileSync(join(local.cwd, 'template.yaml'), 'utf8')
})
afterAll(() => local.stop())

describe('is told with file and line, and keeps its variable', () => {
  test.each(Object.entries(cases))('%s', (_name, { variables, told }) => {
    const [variable = ''] = Object.keys(variables)
    const advice = adopted.byHand.map(({ file, line, advice }) => `${file}:${line} ${advice}`)
    expect(advice).toContainEqual(expect.stringMatching(told))
    expect(template).toContain(`          ${variable}: `)
  })
})

test('a file that sets the variable, and one that reads what it sets, are as they were', () => {
  for (const name of ['SetsIt', 'AssignsAll', 'AssignsOne'])
    expect(readFileSync(join(local.cwd, `src/${name.toLowerCase()}.ts`), 'utf8')).toBe(cases[name]?.code)
  expect(readFileSync(join(local.cwd, 'src/read-set.ts'), 'utf8')).toBe('export const read = async () => process.env.SET_KEY\n')
})

test('a value that stands where a tag may stand is not shown', () => {
  expect(JSON.stringify(adopted)).not.toContain(planted('tag'))
})

test('what no code reads is not stored', () => {
  expect(adopted.secrets.find(({ id }) => id === 'LAYER_TOKEN')).toMatchObject({ state: 'notUsed' })
})

test('a value that is given for a parameter is stored for the variable that is this parameter, and for no other', async () => {
  expect((await local.secrets.getSecretValue({ SecretId: 'dev/by-whole/whole-password' })).SecretString).toBe(typed)
  expect(template).not.toMatch(/WHOLE_PASSWORD|SUB_PASSWORD/)
  expect(adopted.secrets.filter(({ name }) => /part|joined|stage-url|mapped/.test(name))).toEqual([])
})

test('a variable of all functions stays while one of them may need it', () => {
  expect(template).toContain('        GLOBAL_KEY: ')
  expect(adopted.byHand).toContainEqual(expect.objectContaining({ file: 'src/handson.ts', line: 2, variable: 'GLOBAL_KEY' }))
})

test('a file that two functions share, with different secrets in one variable, is left to a person', () => {
  expect(adopted.byHand).toContainEqual(
    expect.objectContaining({
      file: 'src/shared.ts',
      line: 1,
      variable: 'API_TOKEN',
      advice: expect.stringContaining('different values'),
    }),
  )
  expect(template.match(/API_TOKEN: /g)).toHaveLength(2)
  const ofOne = template.slice(template.indexOf('\n  One:'), template.indexOf('\n  Two:'))
  expect(ofOne).toContain('/one/api-token-')
  expect(ofOne).not.toContain('/two/api-token-')
  expect(adopted.secrets.map(({ id }) => id)).toEqual(expect.arrayContaining(['API_TOKEN of One', 'API_TOKEN of Two']))
})

test('a package is never edited', () => {
  expect(readFileSync(join(local.cwd, 'node_modules/vendor/index.js'), 'utf8')).toBe('exports.call = () => process.env.VENDOR_API_KEY\n')
  expect(existsSync(join(local.cwd, 'node_modules/vendor/secrets.cjs'))).toBe(false)
})
