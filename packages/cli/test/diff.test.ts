import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
  const secret = (Name: string, SecretString: string) => local.secrets.createSecret({ Name, SecretString })
  const parameter = (Name: string, Value: string) => local.parameters.putParameter({ Name, Value, Type: 'SecureString' })
  await secret('dev/stripe', 'planted-dev')
  await secret('prod/stripe', 'planted-prod-longer')
  await secret('dev/same', 'planted-same')
  await secret('prod/same', 'planted-same')
  await secret('dev/json', '{"KEY":"planted-a", "SAME":"planted", "N": 9007199254740993, "OLD":"planted"}')
  await secret('prod/json', '{"SAME": "planted", "KEY": "planted-b", "N": 9007199254740992, "NEW": "planted"}')
  await secret('dev/spelling', '{"a":"\\u0041","b":"2"}')
  await secret('prod/spelling', '{ "b": "2", "a": "A" }')
  await secret('Dev/other-case', 'planted')
  await secret('development/longer', 'planted')
  await parameter('/dev/only', 'planted')
  await parameter('/prod/weather/key', 'planted')
  await local.secrets.createSecret({ Name: 'dev/bytes', SecretBinary: Buffer.from('planted') })
  await secret('prod/bytes', 'planted')
})
afterAll(() => local.stop())

const diff = (...args: string[]) => sallyport(local, ['diff', ...args, '--local'])

test('says what differs between two stages, and nothing of the values', async () => {
  const { status, stdout, stderr } = await diff('dev', 'prod', '--json')
  expect(status, stderr).toBe(1)
  const output = expectPublished('diff', stdout)
  expect(output).toEqual({
    from: 'dev',
    to: 'prod',
    different: 6,
    secrets: [
      { name: '/{stage}/only', service: 'ssm', state: 'onlyFrom' },
      { name: '/{stage}/weather/key', service: 'ssm', state: 'onlyTo', declaredAt: 'src/secrets.ts:4' },
      { name: '{stage}/bytes', service: 'secretsmanager', state: 'differs' },
      { name: '{stage}/crm', service: 'secretsmanager', state: 'neither', declaredAt: 'src/secrets.ts:3' },
      {
        name: '{stage}/json',
        service: 'secretsmanager',
        state: 'differs',
        fields: [
          { name: 'KEY', state: 'differs' },
          { name: 'N', state: 'differs' },
          { name: 'NEW', state: 'onlyTo' },
          { name: 'OLD', state: 'onlyFrom' },
          { name: 'SAME', state: 'same' },
        ],
      },
      { name: '{stage}/same', service: 'secretsmanager', state: 'same' },
      { name: '{stage}/spelling', service: 'secretsmanager', state: 'same' },
      { name: '{stage}/stripe', service: 'secretsmanager', state: 'differs', declaredAt: 'src/secrets.ts:2' },
    ],
  })
  expect(stdout + stderr).not.toMatch(/planted|sha|bytes"?: \d|length/)
})

test('a table for a person, tab-separated for a pipe', async () => {
  const { stdout } = await diff('dev', 'prod')
  expect(stdout).toContain('{stage}/json\tdiffers\t\n{stage}/json field KEY\tdiffers\t\n')
  expect(stdout).toContain('{stage}/json field NEW\tonly in prod\t\n')
  expect(stdout).not.toContain('field SAME')
  const session = atTerminal(local, ['diff', 'dev', 'prod', '--local'])
  expect((await session.ended).status).toBe(1)
  expect(session.drawn()).toMatch(/NAME +STATE +DECLARED AT\r\n/)
  expect(session.drawn()).toContain('6 of 8 differ between dev and prod')
})

test('one secret alone, by its name in a stage, with {stage} or by its export', async () => {
  for (const name of ['dev/stripe', 'prod/stripe', '{stage}/stripe', 'stripe']) {
    const { status, stdout } = await diff('dev', 'prod', name)
    expect(status).toBe(1)
    expect(stdout).toBe('{stage}/stripe\tdiffers\tsrc/secrets.ts:2\n')
  }
  expect(await diff('dev', 'prod', 'dev/same')).toMatchObject({ status: 0, stderr: expect.stringContaining('nothing differs') })
})

test('two versions of one secret', async () => {
  await local.secrets.createSecret({ Name: 'versions/json', SecretString: '{"A":"planted"}' })
  const versions = (...args: string[]) => diff('AWSPREVIOUS', 'AWSCURRENT', 'versions/json', '--version-stages', ...args)
  expect(await versions()).toMatchObject({ status: 4, stderr: expect.stringContaining('version AWSPREVIOUS of secret versions/json') })
  await local.secrets.putSecretValue({ SecretId: 'versions/json', SecretString: '{"A":"planted","B":"planted"}' })
  expect(await versions()).toMatchObject({ status: 1, stdout: 'versions/json\tdiffers\t\nversions/json field B\tonly in AWSCURRENT\t\n' })
  await local.parameters.putParameter({ Name: '/versions/p', Value: 'planted-1', Type: 'SecureString' })
  await local.parameters.putParameter({ Name: '/versions/p', Value: 'planted-2', Type: 'SecureString', Overwrite: true })
  expect((await diff('1', '2', '/versions/p', '--version-stages')).status).toBe(1)
  expect((await diff('2', '2', '/versions/p', '--version-stages')).status).toBe(0)
})

test('tells wrong use and not found apart', async () => {
  for (const [args, status, said] of [
    [['dev', 'dev'], 2, 'are one stage'],
    [['dev', 'a stage'], 2, 'letters, digits'],
    [['dev', 'prod', 'partner'], 2, 'write it as "{stage}"'],
    [['AWSPREVIOUS', 'AWSCURRENT', '--version-stages'], 2, 'whose versions are compared'],
    [['dev', 'prod', '{stage}/none'], 4, 'is not stored in stage dev or prod'],
  ] as const)
    expect(await diff(...args), args.join(' ')).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(said) })
})
