import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { asProfile } from './running/restricted.ts'

const runtime = fileURLToPath(new URL('../../sallyport', import.meta.url))

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
  mkdirSync(join(cwd, 'node_modules'), { recursive: true })
  symlinkSync(runtime, join(cwd, 'node_modules/sallyport'), 'junction') // as npm links a package of its workspace
}

const reading = (...declared: string[]) =>
  `import { text } from 'sallyport'\n${declared.map((each, index) => `const secret${index} = /* @__PURE__ */ text(${each})\n`).join('')}export const handler = async () => [${declared.map((_, index) => `await secret${index}.get()`).join(', ')}]\n`

interface Granted {
  readonly policy: {
    readonly Statement: readonly { readonly Action: string[]; readonly Resource: string[]; readonly Condition?: unknown }[]
  }
  readonly difference: readonly string[]
  readonly notes: readonly string[]
}
const decrypts = ({ policy }: Granted) => policy.Statement.filter(({ Action }) => Action.includes('kms:Decrypt'))

describe('a secret that the template puts under a key', () => {
  const key = '  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }\n'
  function project(secret: string, more = '', declared = "{ env: 'SEC' }"): Place {
    const place = emptyPlace()
    onTestFinished(() => place.remove())
    const template = `Transform: AWS::Serverless-2016-10-31
${more}Resources:
${key}  Sec: { Type: AWS::SecretsManager::Secret, Properties: { ${secret} } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: src/fn.handler, Runtime: nodejs22.x, CodeUri: ., Environment: { Variables: { SEC: !Ref Sec } } }
`
    write(place.cwd, { 'template.yaml': template, 'src/fn.js': reading(declared) })
    return place
  }
  const granted = async (place: Place, ...args: string[]): Promise<Granted> => {
    const { status, stdout, stderr } = await sallyport(place, ['grant', 'Fn', ...args, '--json'])
    expect(status, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const ownKey = `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/`
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab'
  const parameter = (standard: string) => `Parameters: { KeyOf: { Type: String, Default: '${standard}' } }\n`

  test.each([
    ['!GetAtt Key.Arn', '', `\${Key.Arn}`],
    ['!Ref Key', '', `\${Key.Arn}`],
    [id, '', ownKey + id],
    [`arn:aws:kms:eu-west-1:444455556666:key/${id}`, '', `arn:aws:kms:eu-west-1:444455556666:key/${id}`],
    [`!Sub "arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/\${Key}"`, '', `${ownKey}\${Key}`],
    ['!Ref KeyOf', parameter(`arn:aws:kms:eu-west-1:111122223333:key/${id}`), `\${KeyOf}`],
    ['!Ref KeyOf', parameter(id), `${ownKey}\${KeyOf}`],
  ])('%s is granted through the service alone, as the template names it', async (written, more, resource) => {
    const place = project(`Name: kms/sec, KmsKeyId: ${written}`, more)
    const told = await granted(place)
    const secret = `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:kms/sec-??????`
    expect(decrypts(told)).toMatchObject([
      {
        Resource: [resource],
        Condition: {
          ArnLike: { 'kms:EncryptionContext:SecretARN': [secret] },
          StringEquals: { 'kms:ViaService': [`secretsmanager.\${AWS::Region}.amazonaws.com`] },
        },
      },
    ])
    expect(told.notes).toEqual([])
    for (const form of ['sam', 'cloudformation']) {
      const { stdout } = await sallyport(place, ['grant', 'Fn', '--form', form])
      expect(stdout).toContain(`Resource: ${resource.includes('$') ? `!Sub "${resource}"` : resource}\n`)
    }
    await sallyport(place, ['grant', 'Fn', '--write', '--yes'])
    const template = readFileSync(join(place.cwd, 'template.yaml'), 'utf8')
    expect(template).toContain(`KmsKeyId: ${written}`)
    expect(template).not.toContain('own-region')
    expect((await granted(place)).difference).toEqual([])
  })

  test('is found by the secret itself, without a name, and by a name with the stage in it', async () => {
    expect(decrypts(await granted(project('KmsKeyId: !Ref Key')))).toMatchObject([{ Resource: [`\${Key.Arn}`] }])
    const staged = project(
      `Name: !Sub "\${Stage}/sec", KmsKeyId: !Ref Key`,
      'Parameters: { Stage: { Type: String, Default: dev } }\n',
      "'{stage}/sec'",
    )
    expect(decrypts(await granted(staged))).toMatchObject([
      { Condition: { ArnLike: { 'kms:EncryptionContext:SecretARN': [expect.stringContaining(`:secret:\${Stage}/sec-??????`)] } } },
    ])
  })

  test.each(['Name: kms/sec', 'Name: kms/sec, KmsKeyId: alias/aws/secretsmanager'])(
    "takes no statement under AWS's own: %s",
    async (secret) => {
      const told = await granted(project(secret))
      expect([decrypts(told), told.notes]).toEqual([[], []])
    },
  )

  test.each([
    ['!Ref KeyOf', 'Parameters: { KeyOf: { Type: String } }\n', "it is the template's parameter KeyOf, which has no default"],
    ['!If [Is, !Ref Key, !Ref AWS::NoValue]', 'Conditions: { Is: !Equals [!Ref AWS::Region, x] }\n', 'it is chosen by a condition'],
    ['alias/shop', '', 'it is alias/shop, which grants nothing in a policy'],
    ['!ImportValue shop-key', '', 'shop-key'],
  ])('%s is told, and what the policy has for it stays', async (written, more, reason) => {
    const place = project(`Name: kms/sec, KmsKeyId: !Ref Key`, more)
    await sallyport(place, ['grant', 'Fn', '--write', '--yes'])
    const file = join(place.cwd, 'template.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('KmsKeyId: !Ref Key', `KmsKeyId: ${written}`))
    const told = await granted(place)
    expect(told.notes).toEqual([
      '1 statements that are there stay, as they may be for keys that are not known',
      expect.stringMatching(/^the key of kms\/sec is not known \(template\.yaml:\d+: .*needs kms:Decrypt/),
    ])
    expect(told.notes[1]).toContain(reason)
    expect(told.difference).toEqual([])
  })

  test('one that the template does not make is told in one line', async () => {
    const told = await granted(project('Name: kms/sec, KmsKeyId: !Ref Key', '', "'prod/other'"))
    expect(decrypts(told)).toEqual([])
    expect(told.notes).toEqual([expect.stringContaining('the key of prod/other is not known (template.yaml does not make it')])
  })
})

describe("with an account, as the service tells a secret's key", () => {
  const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab'
  const told: Record<string, string> = {
    'shop/by-arn': key,
    'shop/by-id': '99990000-12ab-34cd-56ef-1234567890ab',
    'shop/by-alias': 'alias/shop',
    '/shop/parameter': key,
  }
  let local: Running
  let metadata: Metadata
  beforeAll(async () => {
    local = await runningLocal()
    const names = [...Object.keys(told), 'shop/own', 'shop/missing', '/shop/own']
    write(local.cwd, { 'src/keys.js': reading(...names.map((name) => (name.startsWith('/') ? `{ parameter: '${name}' }` : `'${name}'`))) })
    metadata = await metadataService(told, local.credentials.accessKeyId)
  })
  afterAll(async () => {
    metadata.stop()
    await local.stop()
  })

  /** The profile of a caller who asks the two services there, and everything else of loopback. */
  const at = async (actions?: readonly string[]) => {
    const place = await asProfile(local, actions)
    const service = (name: string) => [`${name} =`, `  endpoint_url = ${metadata.endpoint}`]
    const services = ['', 'services = metadata', '[services metadata]', ...service('secrets_manager'), ...service('ssm')]
    appendFileSync(place.env['AWS_CONFIG_FILE'] ?? '', services.join('\n'))
    return place
  }
  const resources = (granted: Granted) =>
    decrypts(granted)
      .flatMap(({ Resource }) => Resource)
      .sort()

  test('the policy decrypts under it, by ARN or id, and is put on the role', async () => {
    const place = await at()
    const { status, stdout, stderr } = await sallyport(place, ['grant', 'src/keys.js', '--json'])
    expect(status, stderr).toBe(0)
    const granted: Granted = JSON.parse(stdout)
    const account = 'arn:aws:kms:us-east-1:123456789012:key/'
    expect(resources(granted)).toEqual([key, key, `${account}99990000-12ab-34cd-56ef-1234567890ab`].sort())
    expect(granted.notes).toEqual([
      expect.stringMatching(/^the key of shop\/by-alias is not known \(it is alias\/shop, .*"aws kms describe-key --key-id alias\/shop"/),
      expect.stringContaining('the key of shop/missing is not known (it does not exist yet)'),
    ])

    const iam = new IAM(local)
    const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
    await iam.createRole({ RoleName: 'keys-role', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }) })
    const applied = await sallyport(place, ['grant', 'src/keys.js', '--apply', '--role', 'keys-role'])
    expect(applied.status, applied.stderr).toBe(0)
    expect((await sallyport(place, ['grant', 'src/keys.js', '--check', '--role', 'keys-role'])).status).toBe(0)

    // who may not ask for the key is told so, and takes nothing away
    const blind = await at(['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'])
    const checked = await sallyport(blind, ['grant', 'src/keys.js', '--check', '--role', 'keys-role'])
    expect(checked.status, checked.stderr).toBe(0)
    expect(checked.stderr).toMatch(
      /the key of shop\/by-arn, .* is not known \(the caller may not secretsmanager:DescribeSecret\): .*kms:Decrypt/,
    )
    expect(checked.stderr).toContain('the key of /shop/parameter, /shop/own is not known (the caller may not ssm:DescribeParameters)')
  })
})

interface Metadata {
  readonly endpoint: string
  stop(): void
}

/**
 * Answers what the two services tell of secrets and parameters under customer managed keys, which loopback does not have.
 * @param mayAsk the access key of the only caller who may
 */
async function metadataService(keys: Readonly<Record<string, string>>, mayAsk: string): Promise<Metadata> {
  const server = createServer(async (incoming, answer) => {
    const { SecretId: secret, ParameterFilters: filters } = (await json(incoming)) as Asked
    const isAllowed = incoming.headers.authorization?.includes(`Credential=${mayAsk}/`) === true
    const told = secret === undefined ? parameterTold(filters?.[0]?.Values[0] ?? '', keys) : secretTold(secret, keys)
    const refused = isAllowed ? told === undefined && 'ResourceNotFoundException' : 'AccessDeniedException'
    answer.writeHead(refused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
    answer.end(JSON.stringify(refused ? { __type: refused, Message: 'refused' } : told))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // of a TCP server
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Of a request of DescribeSecret, or of DescribeParameters. */
interface Asked {
  readonly SecretId?: string
  readonly ParameterFilters?: readonly { readonly Values: readonly string[] }[]
}

function secretTold(name: string, keys: Readonly<Record<string, string>>): object | undefined {
  if (name === 'shop/own') return { Name: name } // under aws/secretsmanager KmsKeyId is left out
  return keys[name] === undefined ? undefined : { Name: name, KmsKeyId: keys[name] }
}

function parameterTold(name: string, keys: Readonly<Record<string, string>>): object {
  return { Parameters: [{ Name: name, Type: 'SecureString', KeyId: keys[name] ?? 'alias/aws/ssm' }] }
}
