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
const secret = (name: string) => local.secrets.createSecret({ Name: name, SecretString: 'planted' })
const parameter = (name: string) => local.parameters.putParameter({ Name: name, Value: 'planted', Type: 'SecureString' })
const isThere = async (name: string) =>
  local.parameters.getParameter({ Name: name }).then(
    () => true,
    () => false,
  )

describe('delete', () => {
  test('schedules a secret, says until when it can be restored and how; restore brings it back', async () => {
    await secret('delete/soon')
    const { status, stdout, stderr } = await run('delete', 'delete/soon', '--recovery-days', '7')
    expect(status, stderr).toBe(0)
    const { DeletedDate } = await local.secrets.describeSecret({ SecretId: 'delete/soon' })
    const until = new Date((DeletedDate?.getTime() ?? 0) + 7 * 86_400_000).toISOString()
    expect(stdout).toBe(`delete/soon is scheduled for deletion; until ${until} it can be restored\n`)
    expect(stderr).toContain('to restore it: sallyport restore delete/soon --local')
    expect((await run('list', 'delete/soon')).stdout).toContain('delete/soon\tsecret, scheduled for deletion\t')
    expect(await run('get', 'delete/soon')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('sallyport restore delete/soon --local'),
    })
    expect(await run('delete', 'delete/soon')).toMatchObject({ status: 1, stderr: expect.stringContaining('is scheduled for deletion') })
    expect((await run('restore', 'delete/soon')).stdout).toBe('restored delete/soon, with every version that it had\n')
    expect((await local.secrets.getSecretValue({ SecretId: 'delete/soon' })).SecretString).toBe('planted')
    const again = await run('restore', 'delete/soon', '--json')
    expect(expectPublished('restore', again.stdout)).toMatchObject({ wasScheduled: false })
    expect(again.status).toBe(0)
  })
  test('gives 30 days unless told otherwise', async () => {
    const { ARN } = await secret('delete/default')
    const { stdout } = await run('delete', 'delete/default', '--json')
    const output = expectPublished('delete', stdout)
    expect(output).toMatchObject({ deletion: 'scheduled', arn: ARN, restore: 'sallyport restore delete/default --local' })
    const { DeletedDate } = await local.secrets.describeSecret({ SecretId: 'delete/default' })
    expect(output).toMatchObject({ until: new Date((DeletedDate?.getTime() ?? 0) + 30 * 86_400_000).toISOString() })
  })
  test('for good asks for the name, on loopback too', async () => {
    await secret('delete/force')
    await parameter('/delete/force')
    for (const [args, name] of [
      [['delete/force', '--force'], 'delete/force'],
      [['/delete/force'], '/delete/force'],
    ] as const) {
      const refused = await run('delete', ...args)
      expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`give --confirm ${name}`) })
      expect((await run('delete', ...args, '--confirm', 'another')).status).toBe(2)
    }
    expect(await isThere('/delete/force')).toBe(true)
    expect((await run('delete', 'delete/force', '--force', '--confirm', 'delete/force')).stdout).toBe('deleted delete/force for good\n')
    await expect(local.secrets.describeSecret({ SecretId: 'delete/force' })).rejects.toThrow()
    const gone = await run('delete', '/delete/force', '--confirm', '/delete/force', '--json')
    expect(expectPublished('delete', gone.stdout)).toEqual({
      name: '/delete/force',
      service: 'ssm',
      arn: expect.stringContaining(':parameter/delete/force'),
      deletion: 'forGood',
    })
    expect(await isThere('/delete/force')).toBe(false)
  })
  test('for good is done when the name was typed, and not when another was or Ctrl-C', async () => {
    await parameter('/delete/typed')
    for (const [typed, status, remains] of [
      ['/delete/other\r', 2, true],
      ['\x03', 130, true],
      ['/delete/typed\r', 0, false],
    ] as const) {
      const session = atTerminal(local, ['delete', '/delete/typed', '--local'])
      await session.until('Type /delete/typed to go on')
      session.type(typed)
      expect((await session.ended).status, session.drawn()).toBe(status)
      expect(await isThere('/delete/typed')).toBe(remains)
    }
  })
  test('asks for the stage when that is production on AWS', async () => {
    await secret('prod/deleted')
    const aws = await asProfile(local)
    expect(await sallyport(aws, ['delete', 'prod/deleted'])).toMatchObject({ status: 2, stderr: expect.stringContaining('--confirm prod') })
    expect((await sallyport(aws, ['delete', 'prod/deleted', '--confirm', 'prod'])).status).toBe(0)
    expect(await sallyport(aws, ['restore', 'prod/deleted'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--confirm prod'),
    })
  })
  test('a secret that another service owns is refused with the reason, and read', async () => {
    await secret('rds!cluster-1')
    for (const [args, input] of [
      [['delete', 'rds!cluster-1'], ''],
      [['delete', 'rds!cluster-1', '--force', '--confirm', 'rds!cluster-1'], ''],
      [['rollback', 'rds!cluster-1'], ''],
      [['put', 'rds!cluster-1'], 'value'],
    ] as const) {
      const refused = await sallyport(local, [...args, '--local', '--json'], input)
      expect(refused).toMatchObject({ status: 2, stdout: '' })
      expect(JSON.parse(refused.stderr.trim().split('\n').at(-1) ?? '')).toMatchObject({
        error: { code: 'MANAGED_BY_SERVICE', message: expect.stringContaining('owned by the service rds') },
      })
    }
    expect((await run('get', 'rds!cluster-1', '--reveal')).stdout).toBe('planted')
  })
  test('wrong use and what is not there are told apart', async () => {
    await secret('delete/kept')
    for (const [args, status, said] of [
      [['delete', 'delete/kept', '--recovery-days', '6'], 2, '--recovery-days of delete is not a whole number from 7 to 30'],
      [['delete', 'delete/kept', '--recovery-days', '7', '--force'], 2, 'leave --recovery-days or --force out'],
      [['delete', '/delete/kept', '--recovery-days', '7'], 2, 'a parameter is deleted for good'],
      [['delete', 'delete/none', '--force', '--confirm', 'delete/none'], 4, 'secret delete/none does not exist'],
      [['delete', '/delete/none'], 4, 'parameter /delete/none does not exist'],
      [['restore', '/delete/none'], 2, 'cannot be restored'],
    ] as const)
      expect(await run(...args), args.join(' ')).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(said) })
  })
})
