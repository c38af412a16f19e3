import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'
import { asProfile } from './running/restricted.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

const run = (...args: string[]) => sallyport(local, [...args, '--local'])
const current = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString
const parameter = async (name: string) => (await local.parameters.getParameter({ Name: name, WithDecryption: true })).Parameter

async function secretOfThree(name: string): Promise<string[]> {
  const { VersionId: first = '' } = await local.secrets.createSecret({ Name: name, SecretString: 'planted-1' })
  const { VersionId: second = '' } = await local.secrets.putSecretValue({ SecretId: name, SecretString: 'planted-2' })
  const { VersionId: third = '' } = await local.secrets.putSecretValue({ SecretId: name, SecretString: 'planted-3' })
  return [first, second, third]
}

describe('history', () => {
  test('has the versions of a secret, newest first, their stages and who stored them, and no value', async () => {
    const [first, second, third] = await secretOfThree('history/three')
    const { status, stdout, stderr } = await run('history', 'history/three', '--json')
    expect(status, stderr).toBe(0)
    const { versions, kept } = expectPublished('history', stdout) as { versions: object[]; kept: number } // as its schema says
    expect(kept).toBe(3)
    expect(versions).toMatchObject([
      { id: third, stages: ['AWSCURRENT'], storedBy: 'administrator' },
      { id: second, stages: ['AWSPREVIOUS'], storedBy: 'administrator' },
      { id: first, stages: [], storedBy: 'administrator' },
    ])
    expect(stdout).not.toContain('planted')
    const table = await run('history', 'history/three', '--limit', '1')
    expect(table.stdout).toMatch(new RegExp(`^${third}\tAWSCURRENT\t\\d{4}-[^\t]+\tadministrator\n$`))
    expect(table.stderr).toContain('2 older ones are kept as well')
  })
  test('has the numbers and labels of a parameter', async () => {
    await local.parameters.putParameter({ Name: '/history/p', Value: 'planted', Type: 'SecureString' })
    await local.parameters.putParameter({ Name: '/history/p', Value: 'planted', Type: 'SecureString', Overwrite: true })
    await local.parameters.labelParameterVersion({ Name: '/history/p', ParameterVersion: 1, Labels: ['good'] })
    const { stdout } = await run('history', '/history/p', '--json')
    expect(expectPublished('history', stdout)).toMatchObject({
      service: 'ssm',
      versions: [
        { id: '2', stages: [], storedBy: 'administrator' },
        { id: '1', stages: ['good'] },
      ],
    })
    expect(stdout).not.toContain('planted')
  })
  test('says so when CloudTrail may not be asked who it was', async () => {
    await secretOfThree('history/quiet')
    const place = await asProfile(local, ['secretsmanager:ListSecretVersionIds'])
    const { status, stdout, stderr } = await sallyport(place, ['history', 'history/quiet'])
    expect(status, stderr).toBe(0)
    expect(stdout.split('\n')).toHaveLength(4)
    expect(stderr).toMatch(/who stored them is not known: .*cloudtrail:LookupEvents/)
  })
  test('has columns at a terminal', async () => {
    await secretOfThree('history/terminal')
    const session = atTerminal(local, ['history', 'history/terminal', '--local'])
    expect((await session.ended).status).toBe(0)
    expect(session.drawn()).toMatch(/ID +STAGES +STORED AT +STORED BY\r\n/)
  })
  test('is refused for a parameter that is not there, and for no number of versions', async () => {
    expect(await run('history', '/history/none')).toMatchObject({ status: 4, stderr: expect.stringContaining('parameter /history/none') })
    expect(await run('history', 'history/three', '--limit', 'all')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--limit of history is not a whole number from 1 to 1000'),
    })
  })
})

describe('rollback', () => {
  test('makes the previous version current, and says how to take that back', async () => {
    const [, second, third] = await secretOfThree('rollback/three')
    const { status, stdout, stderr } = await run('rollback', 'rollback/three')
    expect(status, stderr).toBe(0)
    expect(stdout).toBe(`version ${second} of rollback/three is current; it was version ${third}\n`)
    expect(stderr).toContain(`- AWSCURRENT ${third} stored`)
    expect(stderr).toContain(`+ AWSCURRENT ${second} stored`)
    expect(stdout + stderr).not.toContain('planted')
    expect(await current('rollback/three')).toBe('planted-2')
    const [, takeBack = ''] = /to take it back: sallyport (.*)/.exec(stderr) ?? []
    const back = await sallyport(local, takeBack.split(' '))
    expect(back.status, back.stderr).toBe(0)
    expect(await current('rollback/three')).toBe('planted-3')
  })
  test('goes to any version that is kept, by the beginning of its id', async () => {
    const [first = '', , third] = await secretOfThree('rollback/any')
    const { stdout } = await run('rollback', 'rollback/any', '--to', first.slice(0, 8), '--json')
    expect(expectPublished('rollback', stdout)).toMatchObject({ from: third, to: first, version: first })
    expect(await current('rollback/any')).toBe('planted-1')
  })
  test('stores the earlier value of a parameter again, of its own type', async () => {
    for (const [name, type] of [
      ['/rollback/secure', 'SecureString'],
      ['/rollback/list', 'StringList'],
    ] as const) {
      await local.parameters.putParameter({ Name: name, Value: 'a,1', Type: type })
      await local.parameters.putParameter({ Name: name, Value: 'a,2', Type: type, Overwrite: true })
      const { stdout, stderr } = await run('rollback', name)
      expect(stdout, stderr).toBe(`version 3 of ${name} is current and has the value of version 1; it was version 2\n`)
      expect(stderr).toContain(`to take it back: sallyport rollback ${name} --to 2 --local`)
      expect(await parameter(name)).toMatchObject({ Value: 'a,1', Type: type, Version: 3 })
    }
  })
  test('is refused for a version that is not there or current already, and for a rotation under way', async () => {
    const [, , third = ''] = await secretOfThree('rollback/refused')
    await local.secrets.createSecret({ Name: 'rollback/one', SecretString: 'x' })
    const pending = await local.secrets.putSecretValue({ SecretId: 'rollback/refused', SecretString: 'x', VersionStages: ['AWSPENDING'] })
    for (const [args, status, said] of [
      [['rollback/refused', '--to', third], 2, 'is the current one'],
      [['rollback/refused', '--to', '00000000-none'], 4, 'does not have one version 00000000-none'],
      [['rollback/refused', '--to', pending.VersionId ?? ''], 2, 'is AWSPENDING'],
      [['rollback/one'], 4, 'does not have an earlier version'],
      [['/rollback/none'], 4, 'parameter /rollback/none does not exist'],
    ] as const) {
      const refused = await run('rollback', ...args)
      expect(refused, args.join(' ')).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(said) })
    }
    expect(await current('rollback/refused')).toBe('planted-3')
  })
  test('asks for the name of a production stage on AWS, and leaves it as it is without', async () => {
    await secretOfThree('prod/key')
    const aws = await asProfile(local)
    const refused = await sallyport(aws, ['rollback', 'prod/key'])
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--confirm prod') })
    const { ARN = '' } = await local.secrets.describeSecret({ SecretId: 'prod/key' })
    // the stage stands in the middle of an ARN as well
    expect((await sallyport(aws, ['rollback', ARN])).status).toBe(2)
    const session = atTerminal(aws, ['rollback', 'prod/key'])
    await session.until('Type prod to go on')
    session.type('\x03')
    expect((await session.ended).status).toBe(130)
    expect(await current('prod/key')).toBe('planted-3')
    expect((await sallyport(aws, ['rollback', 'prod/key', '--confirm', 'prod'])).status).toBe(0)
    expect(await current('prod/key')).toBe('planted-2')
  })
  test('is denied without the right, and changes nothing', async () => {
    await secretOfThree('rollback/denied')
    const place = await asProfile(local, ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'])
    const { status, stdout, stderr } = await sallyport(place, ['rollback', 'rollback/denied'])
    expect([status, stdout]).toEqual([3, ''])
    expect(stderr).toContain('"Action":"secretsmanager:UpdateSecretVersionStage"')
    expect(await current('rollback/denied')).toBe('planted-3')
  })
})
