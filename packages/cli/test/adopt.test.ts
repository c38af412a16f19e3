import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { git, planted, writeAdoptable } from './running/adoptable.ts'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'
import { asProfile } from './running/restricted.ts'

const enter = '\r'
const down = '\x1b[B'

let local: Running
beforeEach(async () => {
  local = await runningLocal()
  onTestFinished(() => local.stop())
  await local.secrets.createSecret({ Name: 'shop/chat', SecretString: JSON.stringify({ token: planted.chat }) })
  writeAdoptable(local, {
    Charge: {
      variables: { STRIPE_KEY: planted.stripe, CURRENCY: 'EUR' },
      code: "export const handler = async () => ({ length: ('' + process.env.STRIPE_KEY).length, currency: process.env.CURRENCY })\n",
    },
    Notify: {
      variables: { CHAT_TOKEN: '"{{resolve:secretsmanager:shop/chat:SecretString:token}}"', HAND_KEY: '!Ref TypedByHand' },
      code: "export async function handler() {\n  return [process.env['CHAT_TOKEN'], process.env.HAND_KEY]\n}\n",
    },
  })
})

const run = (args: readonly string[], input = '', place: Parameters<typeof sallyport>[0] = local) =>
  sallyport(place, ['adopt', ...args], input)
const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString

function expectNoValue(text: string): void {
  for (const value of Object.values(planted))
    for (const form of [value, Buffer.from(value).toString('base64'), encodeURIComponent(value), JSON.stringify(value)])
      expect(text).not.toContain(form)
}

const values = `HAND_KEY=${planted.typed}\n`

test('moves the secrets of a template into their places, and function and template to reads of them', async () => {
  const { status, stdout, stderr } = await run(['--local', '--yes', '--values', '-'], values)
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('STRIPE_KEY\tsecret dev/charge/stripe-key (text stripeKey)\tstored\tit is a long random text\n')
  expect(stdout).toContain('CHAT_TOKEN\tsecret shop/chat, field token (apiKey chatToken)\texists\t')
  expect(await stored('dev/charge/stripe-key')).toBe(planted.stripe)
  expect(await stored('dev/notify/hand-key')).toBe(planted.typed)
  expect(read('src/secrets.ts')).toContain("export const chatToken = /* @__PURE__ */ apiKey('shop/chat', { field: 'token' })\n")
  expect(read('src/charge.ts')).toBe(
    "import { stripeKey } from './secrets.js'\n\nexport const handler = async () => ({ length: ('' + (await stripeKey.get()).reveal()).length, currency: process.env.CURRENCY })\n",
  )
  const template = read('template.yaml')
  expect(template).not.toMatch(/STRIPE_KEY|CHAT_TOKEN|HAND_KEY/)
  expect(template).toContain('SALLYPORT_STAGE: !Ref Stage')
  expect(template).toContain(`secret:\${Stage}/charge/stripe-key-??????`)
  expect(template).toContain('CURRENCY: EUR')
  expect(stderr).toContain('template.yaml:5 has the parameter TypedByHand, which nothing uses any more: take it out')
  expectNoValue(stdout + stderr + ['template.yaml', 'src/secrets.ts', 'src/charge.ts', 'src/notify.ts'].map(read).join(''))

  const invoked = await sallyport(local, ['invoke', 'Notify', '--local'])
  expect(JSON.parse(invoked.stdout)).toEqual([planted.chat, planted.typed])

  const again = await run(['--local', '--yes'])
  expect([again.status, again.stdout]).toEqual([0, 'no secret is found in the variables of the functions\n'])

  git(local, 'checkout', '-q', '.')
  expect(read('template.yaml')).toContain(planted.stripe)
})

test('what the template puts under a customer managed key may be decrypted too, as grant has it', async () => {
  const key = '  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }\n'
  const chat = '  Chat: { Type: AWS::SecretsManager::Secret, Properties: { Name: shop/chat, KmsKeyId: !GetAtt Key.Arn } }\n'
  writeFileSync(join(local.cwd, 'template.yaml'), read('template.yaml').replace('Resources:\n', `Resources:\n${key}${chat}`))
  git(local, 'commit', '-qam', 'key')
  const { status, stderr } = await run(['--local', '--yes', '--values', '-'], values)
  expect(status, stderr).toBe(0)
  expect(read('template.yaml')).toMatch(/Action: kms:Decrypt\s+Resource: !Sub "\$\{Key\.Arn\}"/)
  const granted = await sallyport(local, ['grant', 'Notify', '--form', 'sam', '--json'])
  expect(JSON.parse(granted.stdout)).toMatchObject({ difference: [] })
})

test('a key that the template names is not told as missing, and another that the account has is', async () => {
  const key = '  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: {} } }\n'
  const chat = '  Chat: { Type: AWS::SecretsManager::Secret, Properties: { Name: shop/chat, KmsKeyId: !GetAtt Key.Arn } }\n'
  await local.secrets.createSecret({ Name: 'shop/mail', SecretString: 'planted-mail' })
  const mail = `          MAIL_TOKEN: "{{resolve:secretsmanager:shop/mail}}"\n          CHAT_TOKEN:`
  const template = read('template.yaml').replace('Resources:\n', `Resources:\n${key}${chat}`).replace('          CHAT_TOKEN:', mail)
  writeFileSync(join(local.cwd, 'template.yaml'), template)
  writeFileSync(
    join(local.cwd, 'src/notify.ts'),
    'export const handler = async () => [process.env.CHAT_TOKEN, process.env.MAIL_TOKEN, process.env.HAND_KEY]\n',
  )
  git(local, 'commit', '-qam', 'keys')
  const place = await asProfile(local)
  const services = ['', 'services = keyed', '[services keyed]', 'secrets_manager =', `  endpoint_url = ${await withKeys(local.secrets)}`]
  appendFileSync(place.env['AWS_CONFIG_FILE'] ?? '', services.join('\n'))
  const { stderr } = await run(['--stage', 'dev', '--only', 'CHAT_TOKEN,MAIL_TOKEN'], '', place)
  expect(stderr).toContain('shop/mail is under the key arn:aws:kms:us-east-1:123456789012:key/of-account: the role needs kms:Decrypt on it')
  expect(stderr).not.toContain('shop/chat is under the key')
})

/** Secrets Manager of loopback, but that it tells a customer managed key of each secret. */
async function withKeys(secrets: Running['secrets']): Promise<string> {
  const server = createServer(async (incoming, answer) => {
    const { SecretId } = (await json(incoming)) as { SecretId?: string } // of an AWS request
    const isDescribed = String(incoming.headers['x-amz-target']).endsWith('.DescribeSecret')
    const found = isDescribed ? await secrets.describeSecret({ SecretId }).catch(() => undefined) : undefined
    answer.writeHead(isDescribed && found === undefined ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' })
    const described =
      found === undefined ? { __type: 'ResourceNotFoundException' } : { ARN: found.ARN, Name: found.Name, KmsKeyId: 'of-account' }
    answer.end(JSON.stringify(isDescribed ? described : { SecretList: [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // of a TCP server
  return `http://127.0.0.1:${port}`
}

test('names the install where the function has a package.json of its own, which is deployed with it', async () => {
  writeFileSync(join(local.cwd, 'src/package.json'), '{ "type": "module" }')
  git(local, 'add', '.')
  git(local, 'commit', '-qm', 'packages')
  const { status, stdout, stderr } = await run(['--local', '--yes', '--values', '-'], values)
  expect(status, stderr).toBe(0)
  expect(stdout + stderr).toContain('(cd src && npm install sallyport)\n')
})

test('a variable of all functions goes for all of them at once, and each that reads it is granted', async () => {
  const template = read('template.yaml').replace(
    'Resources:',
    `Globals:\n  Function:\n    Environment:\n      Variables:\n        SHARED_KEY: ${planted.shared}\nResources:`,
  )
  writeFileSync(join(local.cwd, 'template.yaml'), template)
  writeFileSync(join(local.cwd, 'src/shared.ts'), 'export const key = async () => process.env.SHARED_KEY\n')
  writeFileSync(
    join(local.cwd, 'src/charge.ts'),
    "import { key } from './shared.js'\nexport const handler = async () => [await key(), process.env.STRIPE_KEY]\n",
  )
  writeFileSync(join(local.cwd, 'src/notify.ts'), "import { key } from './shared.js'\nexport const handler = async () => [await key()]\n")
  const { status, stderr } = await run(['--local', '--yes', '--force', '--only', 'SHARED_KEY'])
  expect(status, stderr).toBe(0)
  expect(read('template.yaml')).not.toContain('SHARED_KEY')
  expect(read('template.yaml').match(/secret:\$\{Stage\}\/shop\/shared-key-\?{6}/g)).toHaveLength(2)
  expect(read('src/shared.ts')).toContain('(await sharedKey.get()).reveal()')
})

test('without a terminal and without --yes it shows what would be, and changes nothing', async () => {
  const { status, stdout, stderr } = await run(['--local'])
  expect(status, stderr).toBe(1)
  expect(stdout).toContain('HAND_KEY\tsecret dev/notify/hand-key (text handKey)\tits value is not known')
  expect(stdout).toContain('+++ b/src/secrets.ts\n')
  expect(stdout).toContain('-          STRIPE_KEY: [value]\n')
  expect(stderr).toContain('nothing was changed: add --yes')
  expectNoValue(stdout + stderr)
  expect(git(local, 'status', '--porcelain')).toBe('')
  await expect(stored('dev/charge/stripe-key')).rejects.toThrow(/can't find/)

  const json = await run(['--local', '--json'])
  expect(expectPublished('adopt', json.stdout)).toMatchObject({ isDone: false, written: [] })
  expectNoValue(json.stdout + json.stderr)
})

test('a value that only a person knows is asked for before anything is changed', async () => {
  const { status, stderr } = await run(['--local', '--yes'])
  expect(status).toBe(2)
  expect(stderr).toContain('the value of HAND_KEY (parameter TypedByHand of the template) is not known')
  expect(stderr).toContain('--values')
  expect(git(local, 'status', '--porcelain')).toBe('')
  await expect(stored('dev/charge/stripe-key')).rejects.toThrow(/can't find/)
})

test('what is not named, or skipped, stays as it is', async () => {
  const only = await run(['--local', '--yes', '--only', 'CHAT_TOKEN', '--json'])
  expect(only.status, only.stderr).toBe(0)
  expect(JSON.parse(only.stdout)).toMatchObject({
    secrets: [
      { id: 'STRIPE_KEY', state: 'skipped' },
      { id: 'CHAT_TOKEN', state: 'existing', declaredIn: 'src/secrets.ts#chatToken' },
      { id: 'HAND_KEY', state: 'skipped' },
    ],
  })
  expect(read('template.yaml')).toContain(planted.stripe)
  expect(read('template.yaml')).not.toContain('CHAT_TOKEN')

  const unknown = await run(['--local', '--yes', '--skip', 'STRIPE'])
  expect(unknown.status).toBe(4)
  expect(unknown.stderr).toContain('give --skip one of STRIPE_KEY, HAND_KEY')
})

test('finds the secret that a value already is, and never replaces another', async () => {
  await local.secrets.createSecret({ Name: 'dev/stripe/live', SecretString: planted.stripe })
  const same = await run(['--local', '--json'])
  expect(JSON.parse(same.stdout)).toMatchObject({ secrets: [{ id: 'STRIPE_KEY', name: 'dev/stripe/live', state: 'same' }, {}, {}] })
  expect(same.stderr).toContain('reads dev/stripe/live to compare it, which CloudTrail records')

  await local.secrets.putSecretValue({ SecretId: 'dev/stripe/live', SecretString: 'planted-another' })
  await local.secrets.createSecret({ Name: 'dev/charge/stripe-key', SecretString: 'planted-another' })
  const { status, stdout, stderr } = await run(['--local', '--yes', '--values', '-'], values)
  expect(status, stderr).toBe(1)
  expect(stdout).toContain('holds another value, which is kept')
  expect(await stored('dev/charge/stripe-key')).toBe('planted-another')
  expect(read('template.yaml')).toContain(planted.stripe)
})

test('two secrets whose variables have nearly one name get names of their own', async () => {
  const template = read('template.yaml').replace('STRIPE_KEY:', `StripeKey: ${planted.shared}\n          STRIPE_KEY:`)
  writeFileSync(join(local.cwd, 'template.yaml'), template)
  writeFileSync(join(local.cwd, 'src/charge.ts'), 'export const handler = async () => [process.env.StripeKey, process.env.STRIPE_KEY]\n')
  const { status, stderr } = await run(['--local', '--yes', '--force', '--only', 'STRIPE_KEY,StripeKey'])
  expect(status, stderr).toBe(0)
  expect([await stored('dev/charge/stripe-key'), await stored('dev/charge/stripe-key-2')].sort()).toEqual(
    [planted.shared, planted.stripe].sort(),
  )
  const invoked = await sallyport(local, ['invoke', 'Charge', '--local'])
  expect(JSON.parse(invoked.stdout)).toEqual([planted.shared, planted.stripe])
})

test('a secret that somebody else stores while it is agreed to is not replaced', async () => {
  const session = atTerminal(local, ['adopt', '--local', '--only', 'STRIPE_KEY'])
  await session.until('Is that where they go?')
  session.type(enter)
  await session.until('Go on?')
  await local.secrets.createSecret({ Name: 'dev/charge/stripe-key', SecretString: 'planted-another' })
  session.type('y')
  expect((await session.ended).status).toBe(1)
  expect(session.drawn()).toContain('was stored by someone else')
  expect(await stored('dev/charge/stripe-key')).toBe('planted-another')
  expect(git(local, 'status', '--porcelain')).toBe('')
})

test('grant has nothing to add to what adopt wrote', async () => {
  await run(['--local', '--yes', '--only', 'STRIPE_KEY'])
  const template = read('template.yaml')
  const { status, stderr } = await sallyport(local, ['grant', 'Charge', '--write', '--yes'])
  expect(status, stderr).toBe(0)
  expect(read('template.yaml')).toBe(template)
})

test('new secrets may be parameters', async () => {
  const { status, stderr } = await run(['--local', '--yes', '--parameter', '--only', 'STRIPE_KEY'])
  expect(status, stderr).toBe(0)
  const { Parameter } = await local.parameters.getParameter({ Name: '/dev/charge/stripe-key', WithDecryption: true })
  expect(Parameter).toMatchObject({ Value: planted.stripe, Type: 'SecureString' })
  expect(read('src/secrets.ts')).toContain("text({ parameter: '/{stage}/charge/stripe-key' })")
  expect(read('template.yaml')).toContain(`parameter/\${Stage}/charge/stripe-key`)
})

test('a file with changes of its own is edited only by --force, and it is said where there is no git', async () => {
  writeFileSync(join(local.cwd, 'src/charge.ts'), `${read('src/charge.ts')}// not committed\n`)
  const refused = await run(['--local', '--yes', '--only', 'STRIPE_KEY'])
  expect(refused.status).toBe(2)
  expect(refused.stderr).toContain('src/charge.ts has changes that are not committed')
  expect(refused.stderr).toContain('--force')
  expect(read('src/charge.ts')).toContain('process.env.STRIPE_KEY')

  const forced = await run(['--local', '--yes', '--only', 'STRIPE_KEY', '--force'])
  expect(forced.status, forced.stderr).toBe(0)
  expect(read('src/charge.ts')).toMatch(/stripeKey\.get[\s\S]*\/\/ not committed/)

  rmSync(join(local.cwd, '.git'), { recursive: true })
  const withoutGit = await run(['--local'])
  expect(withoutGit.stderr).toContain('there is no git repository here')
  const agreed = await run(['--local', '--yes', '--only', 'CHAT_TOKEN'])
  expect(agreed.status).toBe(2)
  expect(agreed.stderr).toContain('nothing could take the edit back: make one and commit, or give --force')
  expect(read('src/notify.ts')).toContain('CHAT_TOKEN')
  expect((await run(['--local', '--yes', '--only', 'CHAT_TOKEN', '--force'])).status).toBe(0)
})

test('who may not store is told which permission is missing, and no file is changed', async () => {
  const place = await asProfile(local, ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets', 'ssm:DescribeParameters'])
  const { status, stdout, stderr } = await run(['--yes', '--stage', 'dev', '--only', 'STRIPE_KEY'], '', place)
  expect(status, stderr).toBe(3)
  expect(stderr).toMatch(/may not secretsmanager:(?:PutSecretValue|CreateSecret)/)
  expectNoValue(stdout + stderr)
  expect(git(local, 'status', '--porcelain', 'src', 'template.yaml')).toBe('')
})

test.each([
  ['an argument', ['STRIPE_KEY'], 'more arguments'],
  ['a file of values that is not there', ['--values', 'none.env'], 'none.env'],
])('refuses %s', async (_name, args, told) => {
  const { status, stderr } = await run(['--local', ...args])
  expect([2, 4]).toContain(status)
  expect(stderr).toContain(told)
})

test('at a terminal each is agreed to, changed or skipped, and the value that is missing is asked for, hidden', async () => {
  const session = atTerminal(local, ['adopt', '--local'])
  await session.until('Is that where they go?')
  session.type(`${down}${enter}`)
  await session.until('STRIPE_KEY goes to secret dev/charge/stripe-key (text stripeKey)')
  session.type(`${down}${enter}`) // another name
  await session.until('Its name')
  session.type(`\x15{stage}/money${enter}`)
  await session.until('STRIPE_KEY goes to secret dev/money')
  session.type(enter)
  await session.until('CHAT_TOKEN goes to secret shop/chat, field token')
  session.type(`${down}${down}${enter}`) // leave it
  await session.until('HAND_KEY goes to secret dev/notify/hand-key (text handKey)')
  session.type(enter)
  await session.until('value of HAND_KEY, parameter TypedByHand of the template (hidden')
  session.type(`${planted.typed}${enter}`)
  await session.until('Go on?')
  session.type('y')
  expect((await session.ended).status, session.drawn()).toBe(0)
  expectNoValue(stripVTControlCharacters(session.drawn()))
  expect(await stored('dev/money')).toBe(planted.stripe)
  expect(await stored('dev/notify/hand-key')).toBe(planted.typed)
  expect(read('template.yaml')).toContain('CHAT_TOKEN')
  expect(read('src/secrets.ts')).toContain("text('{stage}/money')")
})

test.each(['is kept as proposed', 'is changed'])(
  'a secret that is compared is read once, and recorded once, where what is proposed %s',
  async (answer) => {
    await local.secrets.createSecret({ Name: 'shop/stripe', SecretString: 'planted-another' })
    const charge = read('src/charge.ts').replace('currency:', 'live: process.env.STRIPE_LIVE_KEY, currency:')
    writeFileSync(join(local.cwd, 'src/charge.ts'), charge)
    const template = read('template.yaml').replace('STRIPE_KEY:', `STRIPE_LIVE_KEY: ${planted.shared}\n          STRIPE_KEY:`)
    writeFileSync(join(local.cwd, 'template.yaml'), template)
    git(local, 'commit', '-q', '-a', '-m', 'two keys')
    const session = atTerminal(local, ['adopt', '--local', '--only', 'STRIPE_KEY,STRIPE_LIVE_KEY'])
    await session.until('Is that where they go?')
    if (answer === 'is kept as proposed') session.type(enter)
    else {
      session.type(`${down}${enter}`)
      await session.until('STRIPE_LIVE_KEY goes to')
      session.type(`${down}${down}${down}${enter}`)
      await session.until('Its name in the code')
      session.type(`\x15live${enter}`)
      await session.until('(text live): is that right?')
      session.type(enter)
      await session.until('STRIPE_KEY goes to')
      session.type(enter)
    }
    await session.until('Go on?')
    session.type('y')
    expect((await session.ended).status, session.drawn()).toBe(0)
    const { stdout, stderr } = await sallyport(local, ['audit', '--local', '--json'])
    const { readers } = JSON.parse(stdout) as { readers: { secret: string; reads: number }[] } // the task's own output
    expect(
      readers.filter(({ secret }) => secret === 'shop/stripe').map(({ reads }) => reads),
      stderr,
    ).toEqual([1])
    expect(session.drawn().match(/reads shop\/stripe to compare it/g)).toHaveLength(1)
  },
)

test('a no at the end changes nothing', async () => {
  const session = atTerminal(local, ['adopt', '--local', '--skip', 'HAND_KEY'])
  await session.until('Is that where they go?')
  session.type(enter)
  await session.until('Go on?')
  session.type('n')
  expect((await session.ended).status).toBe(130)
  expect(session.drawn()).toContain('nothing was changed')
  expect(git(local, 'status', '--porcelain')).toBe('')
  await expect(stored('dev/charge/stripe-key')).rejects.toThrow(/can't find/)
})

test('says which stages have no value yet, before it is agreed to, and how each gets one', async () => {
  const template = read('template.yaml').replace('Stage: { Type: String,', 'Stage: { Type: String, AllowedValues: [dev, staging, prod],')
  writeFileSync(join(local.cwd, 'template.yaml'), template)
  const told = 'stored for stage dev alone: store the values of staging, prod before it is deployed there'
  const session = atTerminal(local, ['adopt', '--local', '--only', 'STRIPE_KEY'])
  await session.until('Is that where they go?')
  session.type(enter)
  await session.until('Go on?')
  expect(stripVTControlCharacters(session.drawn()).replace(/\s+/g, ' ')).toContain(told)
  session.type('y')
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect(session.drawn()).toContain('sallyport put staging/charge/stripe-key --local')
  expect(session.drawn()).toContain('sallyport put prod/charge/stripe-key --local')
  expect(session.drawn()).not.toContain('sallyport put dev/charge/stripe-key')
})

test('where any stage is allowed it says so for all of them', async () => {
  const { stderr } = await run(['--local', '--yes', '--only', 'STRIPE_KEY'])
  expect(stderr).toContain('stored for stage dev alone: store the values of any other stage')
})

test('what a person has to change, and what is left over, is shown before it is agreed to', async () => {
  writeFileSync(join(local.cwd, 'src/charge.ts'), "export const handler = async () => process.env.STRIPE_KEY ?? 'none'\n")
  const session = atTerminal(local, ['adopt', '--local'])
  await session.until('Is that where they go?')
  session.type(enter)
  await session.until('value of HAND_KEY')
  session.type(`${planted.typed}${enter}`)
  await session.until('Go on?')
  const before = stripVTControlCharacters(session.drawn()).replace(/\s+/g, ' ')
  expect(before).toContain('write 3 files')
  expect(before).toContain('change this yourself: src/charge.ts:1 has a default for STRIPE_KEY')
  expect(before).toContain('has the parameter TypedByHand, which nothing uses any more')
  session.type('y')
  expect((await session.ended).status).toBe(1)
  expect(session.drawn()).toContain('wrote src/secrets.ts')
  expect(session.drawn()).toMatch(/next: [\s\S]*sallyport adopt --local/)
  const next = stripVTControlCharacters(session.drawn()).replace(/\s+/g, ' ')
  expect(next).toContain('# change by hand what is told above, then "sallyport grant": before, it would take those reads away again')
})

test('a file that cannot be written is told, with what is stored already, and none is written', async () => {
  const session = atTerminal(local, ['adopt', '--local', '--only', 'STRIPE_KEY'])
  await session.until('Is that where they go?')
  session.type(enter)
  await session.until('Go on?')
  const before = read('template.yaml')
  rmSync(join(local.cwd, 'src'), { recursive: true })
  writeFileSync(join(local.cwd, 'src'), 'a file where a folder was')
  session.type('y')
  expect((await session.ended).status).toBe(1)
  const told = stripVTControlCharacters(session.drawn()).replace(/\s+/g, ' ')
  expect(told).toMatch(/src\/\S+ is not writable \(\w+\): no file was written; mend that, and run it again \(1 secret is stored/)
  expect(told).not.toContain('sallyport itself failed')
  expect(read('template.yaml')).toBe(before)
})
