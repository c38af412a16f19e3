import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))

let local: Running
let iam: IAM
beforeAll(async () => {
  local = await runningLocal()
  iam = new IAM(local)
  for (const each of ['one', 'two']) await local.secrets.createSecret({ Name: `dev/${each}`, SecretString: each })
})
afterAll(() => local.stop())

const functionWith = (entry: string, role: string) =>
  `{ Type: AWS::Lambda::Function, Properties: { Runtime: nodejs24.x, Code: ./src, Handler: ${entry}.handler, Role: ${role}, Environment: { Variables: { SALLYPORT_STAGE: dev } } } }`
const roleNamed = (name: string) => `arn:aws:iam::123456789012:role/${name}`

/** A project of two functions, each of which reads a secret of its own. */
function project(template: string): Place {
  const place = emptyPlace()
  onTestFinished(() => place.remove())
  mkdirSync(join(place.cwd, 'src'))
  writeFileSync(join(place.cwd, 'template.yaml'), template)
  writeFileSync(join(place.cwd, 'package.json'), '{ "type": "module" }')
  for (const name of ['one', 'two'])
    writeFileSync(
      join(place.cwd, `src/${name}.js`),
      `import { text } from 'sallyport'\nconst secret = text('{stage}/${name}')\nexport const handler = async () => (await secret.get()).reveal().length\n`,
    )
  symlinkSync(packages, join(place.cwd, 'node_modules'))
  return { ...place, env: { ...place.env, SALLYPORT_LOCAL: join(local.cwd, '.sallyport') } }
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
})
const policiesOf = async (RoleName: string) => (await iam.listRolePolicies({ RoleName })).PolicyNames
const documentOf = async (RoleName: string, PolicyName: string) =>
  decodeURIComponent((await iam.getRolePolicy({ RoleName, PolicyName })).PolicyDocument ?? '')

describe('where functions share a role', () => {
  let number = 0
  let role: string
  let place: Place
  beforeEach(async () => {
    role = `shared-${++number}`
    place = project(`Resources:\n  F1: ${functionWith('one', roleNamed(role))}\n  F2: ${functionWith('two', roleNamed(role))}\n`)
    await iam.createRole({ RoleName: role, AssumeRolePolicyDocument: trust })
  })
  const run = (...args: string[]) => sallyport(place, args)

  test('what one is granted takes nothing from the other', async () => {
    for (const each of ['F1', 'F2']) {
      const { status, stderr } = await run('grant', each, '--local', '--apply', '--yes')
      expect(status, stderr).toBe(0)
      expect(stderr).not.toMatch(/^-/m)
    }
    expect(await policiesOf(role)).toEqual(['sallyport-F1', 'sallyport-F2'])
    for (const each of ['F1', 'F2']) {
      expect((await run('grant', each, '--local', '--check')).status).toBe(0)
      expect((await run('invoke', each, '--local', '--no-grant')).stdout).toBe('3\n')
    }
    const printed = await run('grant', 'F2', '--local', '--form', 'json')
    expect(printed.stderr).toContain(`aws iam put-role-policy --role-name ${role} --policy-name sallyport-F2 --policy-document`)
  })

  test('invoke grants each by itself, and runs both', async () => {
    for (const each of ['F1', 'F2']) expect((await run('invoke', each, '--local')).stdout).toBe('3\n')
    expect((await run('invoke', 'F1', '--local', '--no-grant')).stdout).toBe('3\n')
    expect(await policiesOf(role)).toEqual(['sallyport-F1', 'sallyport-F2'])
  })

  test('the policy that all had before stays, and is told until it is taken away', async () => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
    })
    await iam.putRolePolicy({ RoleName: role, PolicyName: 'sallyport', PolicyDocument })
    const told = `role ${role} still has the policy sallyport, from before F1 and F2 had one each: when all are granted, take it away by aws`
    const taking = `aws iam delete-role-policy --role-name ${role} --policy-name sallyport`
    for (const words of [
      ['grant', 'F1', '--local', '--check'],
      ['grant', 'F1', '--local', '--apply', '--yes'],
      ['invoke', 'F2', '--local'],
    ]) {
      const { stderr } = await run(...words)
      expect(stderr, words.join(' ')).toContain(told)
      expect(stderr).toContain(taking)
      expect(stderr).not.toContain('has also sallyport')
    }
    expect(JSON.parse(await documentOf(role, 'sallyport'))).toEqual(JSON.parse(PolicyDocument))
    await iam.deleteRolePolicy({ RoleName: role, PolicyName: 'sallyport' })
    expect((await run('grant', 'F1', '--local', '--check')).stderr).not.toContain('still has')
  })

  test('a role that is named by hand is shared with those that have it', async () => {
    place = project(`Resources:\n  F1: ${functionWith('one', roleNamed(role))}\n  F2: ${functionWith('two', '!Ref RoleArn')}\n`)
    expect((await run('grant', 'F1', '--local', '--apply', '--yes')).status).toBe(0)
    expect((await run('grant', 'F2', '--local', '--apply', '--yes', '--role', role)).status).toBe(0)
    expect(await policiesOf(role)).toEqual(['sallyport', 'sallyport-F2'])
    const checked = await run('grant', 'F2', '--local', '--check', '--role', role)
    expect([checked.status, checked.stderr]).toEqual([0, expect.not.stringContaining('still has')]) // that one is F1's own
  })
})

describe('in a template', () => {
  const shared = (policies: string) => `Parameters: { RoleArn: { Type: String } }
Resources:
  F1: ${functionWith('one', '!GetAtt Role1.Arn')}
  F2: ${functionWith('two', '!GetAtt Role1.Arn')}
  Role1:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
${policies}`

  test('each function has a resource and a policy of its own to paste, which the next run knows', async () => {
    const place = project(shared(''))
    const texts = await Promise.all(
      ['F1', 'F2'].map(async (each) => (await sallyport(place, ['grant', each, '--form', 'cloudformation'])).stdout),
    )
    expect(texts.map((each) => /^\w+/.exec(each)?.[0])).toEqual(['SallyportRole1F1', 'SallyportRole1F2'])
    expect(texts.map((each) => /PolicyName: (.*)/.exec(each)?.[1])).toEqual(['sallyport-F1', 'sallyport-F2'])
    const pasted = texts.join('').replaceAll(/^(?=.)/gm, '  ')
    writeFileSync(join(place.cwd, 'template.yaml'), shared('').trimEnd().concat('\n', pasted))
    const beside = ['F1', 'F2'].map(async (each) => JSON.parse((await sallyport(place, ['grant', each, '--json'])).stdout).hasAlso)
    expect((await Promise.all(beside)).flat()).toMatchObject([{ name: 'sallyport-F2' }, { name: 'sallyport-F1' }])
  })

  test('the policy that all had before stays, and is told with its line', async () => {
    const place = project(shared(`      Policies:\n        - { PolicyName: sallyport, PolicyDocument: { Statement: [] } }\n`))
    const { status, stderr } = await sallyport(place, ['grant', 'F1', '--write', '--yes'])
    expect(status, stderr).toBe(0)
    expect(stderr).toContain(
      'template.yaml:10 still has the policy sallyport, from before F1 and F2 had one each: when all are granted, take it out',
    )
    const written = readFileSync(join(place.cwd, 'template.yaml'), 'utf8')
    expect(written).toContain('PolicyName: sallyport,')
    expect(written).toContain('PolicyName: sallyport-F1')
  })

  test('a role that a parameter gives to several is shared', async () => {
    const place = project(`Parameters: { RoleArn: { Type: String } }
Resources:
  F1: ${functionWith('one', '!Ref RoleArn')}
  F2: ${functionWith('two', '!Ref RoleArn')}
`)
    const { stdout, stderr } = await sallyport(place, ['grant', 'F2', '--form', 'cloudformation'])
    expect(stdout, stderr).toContain('PolicyName: sallyport-F2')
  })
})
