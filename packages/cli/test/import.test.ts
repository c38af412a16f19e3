import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'
import { atTerminal } from './running/pseudo-terminal.ts'
import { expectPublished } from './running/published-schema.ts'
import { asProfile } from './running/restricted.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
})
afterAll(() => local.stop())

function file(name: string, text: string, mode = 0o600): string {
  writeFileSync(join(local.cwd, name), text)
  chmodSync(join(local.cwd, name), mode)
  return name
}

const run = (args: readonly string[], input = '') => sallyport(local, ['import', ...args, '--local'], input)
const stored = async (name: string) => (await local.secrets.getSecretValue({ SecretId: name })).SecretString

const dotenv = `# a comment
STRIPE_KEY=planted-stripe
export MAIL_KEY='planted \${NOT_FILLED}' # another
PEM="-----BEGIN-----
planted=PEM
-----END-----"
EMPTY=
`

test('stores each key of a dotenv file as dotenv reads it, and shows names alone', async () => {
  const { status, stdout, stderr } = await run([file('plain.env', dotenv), '--prefix', 'plain/', '--yes'])
  expect(status, stderr).toBe(0)
  expect(stdout).toBe(
    'STRIPE_KEY\tplain/STRIPE_KEY\tstored\nMAIL_KEY\tplain/MAIL_KEY\tstored\nPEM\tplain/PEM\tstored\nEMPTY\tplain/EMPTY\tempty\n',
  )
  expect(stdout + stderr).not.toContain('planted')
  expect(stderr).toContain('+ STRIPE_KEY -> secret plain/STRIPE_KEY')
  expect(stderr).toContain('MAIL_KEY (line 3) holds a "$" before a name, which is stored as it is written')
  expect(stderr).toContain('every value is stored: look at what is noted above, then delete the file')
  expect(stderr).not.toContain('can be read by others')
  expect(await stored('plain/MAIL_KEY')).toBe(`planted \${NOT_FILLED}`)
  expect(await stored('plain/PEM')).toBe('-----BEGIN-----\nplanted=PEM\n-----END-----')
})

test('stores under the stage unless told otherwise, and goes on where it was', async () => {
  await local.secrets.createSecret({ Name: 'dev/A', SecretString: 'planted-other' })
  await local.secrets.createSecret({ Name: 'dev/B', SecretString: 'planted-b' })
  const env = file('stage.env', 'A=planted-a\nB=planted-b\nC=planted-c\n')
  const dry = await run([env, '--dry-run', '--json'])
  expect(expectPublished('import', dry.stdout)).toMatchObject({
    format: 'dotenv',
    entries: [
      { key: 'A', line: 1, name: 'dev/A', service: 'secretsmanager', state: 'kept' },
      { key: 'B', line: 2, name: 'dev/B', state: 'same' },
      { key: 'C', line: 3, name: 'dev/C', state: 'new' },
    ],
  })
  expect(dry.stdout).not.toContain('planted')
  await expect(stored('dev/C')).rejects.toThrow()
  const kept = await run([env, '--yes'])
  expect(kept).toMatchObject({ status: 1, stderr: expect.stringContaining('--overwrite') })
  expect(kept.stdout).toBe('A\tdev/A\tkept\nB\tdev/B\tsame\nC\tdev/C\tstored\n')
  expect(await stored('dev/A')).toBe('planted-other')
  const over = await run([env, '--yes', '--overwrite'])
  expect(over.status).toBe(0)
  expect(over.stdout).toBe('A\tdev/A\tstored\nB\tdev/B\tsame\nC\tdev/C\tsame\n')
  expect(await stored('dev/A')).toBe('planted-a')
})

test('says what was stored and what was not when it breaks off, and ends as the failure does', async () => {
  const { cwd, env } = await asProfile(local, [
    'secretsmanager:GetSecretValue',
    'secretsmanager:PutSecretValue',
    'secretsmanager:DescribeSecret',
  ])
  await local.secrets.createSecret({ Name: 'half/A', SecretString: 'planted' })
  const args = [file('half.env', 'A=planted-a\nB=planted-b\nC=planted-c\n'), '--prefix', 'half/', '--yes', '--overwrite']
  const half = await sallyport({ cwd, env }, ['import', ...args])
  expect(half.status).toBe(3)
  expect(half.stdout).toBe('A\thalf/A\tstored\nB\thalf/B\tnotTried\nC\thalf/C\tnotTried\n')
  expect(half.stderr).toContain('secretsmanager:CreateSecret')
  expect(half.stderr).toContain('1 of 3 are stored')
  const rest = await run([...args.slice(0, 3), '--yes'])
  expect(rest.stdout).toBe('A\thalf/A\tsame\nB\thalf/B\tstored\nC\thalf/C\tstored\n')
})

test('stores the members of a JSON object from standard input, objects as JSON', async () => {
  const { status, stderr } = await run(['-', '--prefix', 'json/', '--yes'], '{"A": "planted", "B": {"n": 12345678901234567890}}')
  expect(status, stderr).toBe(0)
  expect(await stored('json/A')).toBe('planted')
  expect(await stored('json/B')).toBe('{"n": 12345678901234567890}')
})

test('stores all keys as one JSON secret', async () => {
  const { status, stdout } = await run([file('one.env', 'A=planted"quote\nB=2\n'), '--as-json', '{stage}/one', '--yes'])
  expect([status, stdout]).toEqual([0, 'A, B\tdev/one\tstored\n'])
  expect(await stored('dev/one')).toBe('{"A":"planted\\"quote","B":"2"}')
})

test('a file that others read otherwise is not called done with', async () => {
  const { status, stderr } = await run([file('cut.env', 'PW=planted#word\n'), '--prefix', 'cut/', '--yes'])
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('PW (line 1) is cut at a "#"')
  expect(stderr).not.toContain('so that they lie in one place')
  const plain = await run([file('uncut.env', 'PW="planted#word"\n'), '--prefix', 'cut/', '--yes', '--overwrite'])
  expect(plain.stderr).toContain('every value is stored: delete the file, so that they lie in one place')
  expect(await stored('cut/PW')).toBe('planted#word')
})

test('changes the fields of a JSON secret that the file has, keeps the others as they are, and says so', async () => {
  await local.secrets.createSecret({ Name: 'dev/more', SecretString: '{"n": 12345678901234567890, "A":"planted-old" , "B":"planted-b"}' })
  const env = file('more.env', 'A=planted-new\nB=planted-b\nC=planted-c\n')
  const args = [env, '--as-json', 'dev/more', '--overwrite']
  const dry = await run([...args, '--dry-run'])
  expect(dry.stderr).toContain('dev/more keeps the fields that the file does not have: n')
  expect(dry.stdout).toBe('A, B, C\tdev/more\tchanged\n')
  const done = await run([...args, '--yes'])
  expect(done.status, done.stderr).toBe(0)
  expect(done.stderr).toContain('+ A, B, C -> secret dev/more (a new version: it holds another value; its other fields stay: n)')
  expect(done.stdout + done.stderr).not.toContain('planted')
  expect(await stored('dev/more')).toBe('{"n": 12345678901234567890, "A":"planted-new" , "B":"planted-b","C":"planted-c"}')
  expect((await run([...args, '--yes'])).stdout).toBe('A, B, C\tdev/more\tsame\n')
})

test('does not store fields over a value that has none, nor over one that changes while it is asked', async () => {
  await local.secrets.createSecret({ Name: 'dev/text', SecretString: 'planted-text' })
  await local.secrets.createSecret({ Name: 'dev/bytes', SecretBinary: Uint8Array.of(0, 255) })
  await local.secrets.createSecret({ Name: 'dev/twice', SecretString: '{"A":"planted","A":"planted"}' })
  const env = file('over.env', 'A=planted-new\n')
  for (const [name, why] of [
    ['dev/text', 'does not hold a JSON object'],
    ['dev/bytes', 'does not hold a JSON object'],
    ['dev/twice', 'holds the field A twice'],
  ] as const) {
    const refused = await run([env, '--as-json', name, '--overwrite', '--yes'])
    expect(refused, name).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(`secret ${name} ${why}`) })
    expect(refused.stderr).toContain(`run "sallyport put ${name} --local" to replace it whole`)
    expect(refused.stderr).not.toContain('planted')
  }
  await local.secrets.createSecret({ Name: 'dev/meanwhile', SecretString: '{"A":"planted-old"}' })
  const theirs = '{"A":"planted-old","B":"theirs"}'
  for (const what of ['another value', 'a new version of the same value']) {
    const session = atTerminal(local, ['import', env, '--as-json', 'dev/meanwhile', '--overwrite', '--local'])
    await session.until('Go on?')
    await local.secrets.putSecretValue({ SecretId: 'dev/meanwhile', SecretString: theirs })
    session.type('y')
    expect((await session.ended).status, what).toBe(1)
    expect(session.drawn()).toContain('secret dev/meanwhile was changed since the list was made: import it again')
    expect(await stored('dev/meanwhile')).toBe(theirs)
  }
})

test('stores parameters', async () => {
  expect((await run([file('p.env', 'KEY=planted\n'), '--parameter', '--yes'])).stdout).toBe('KEY\t/dev/KEY\tstored\n')
  const { Parameter } = await local.parameters.getParameter({ Name: '/dev/KEY', WithDecryption: true })
  expect(Parameter).toMatchObject({ Type: 'SecureString', Value: 'planted' })
})

test('a value that does not fit what is declared is refused, the others are stored', async () => {
  const { status, stdout } = await run([file('declared.env', 'stripe="planted\nlines"\nother=planted\n'), '--yes'])
  expect(status).toBe(1)
  expect(stdout).toMatch(/^stripe\tdev\/stripe\trefused: the value holds a line break.*\nother\tdev\/other\tstored\n$/)
  expect(stdout).not.toContain('planted')
})

test('asks before it stores: only a yes stores', async () => {
  const env = file('asked.env', 'A=planted\n')
  for (const [typed, status] of [
    ['n', 130],
    ['\x03', 130],
    ['y', 0],
  ] as const) {
    const session = atTerminal(local, ['import', env, '--prefix', 'asked/', '--local'])
    await session.until('Go on?')
    session.type(typed)
    expect((await session.ended).status, session.drawn()).toBe(status)
    expect(session.drawn()).toContain('+ A -> secret asked/A')
    expect(session.drawn()).not.toContain('planted')
    if (status !== 0) await expect(stored('asked/A')).rejects.toThrow()
  }
  expect(await stored('asked/A')).toBe('planted')
  expect(await run([env, '--prefix', 'unasked/'])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('give --yes') })
})

test.skipIf(lacks('file modes'))('a file that others can read is told, with the next step', async () => {
  const { stderr } = await run([file('open.env', 'A=planted\n', 0o644), '--dry-run'])
  expect(stderr).toContain('open.env can be read by others of this machine (mode 644): run "chmod 600 open.env"')
})

test('wrong use and broken files are told with their line, never with a value', async () => {
  for (const [args, status, said] of [
    [[file('twice.env', 'A=planted\nB="x\nA=planted\n"\nexport A=planted\n')], 2, 'key A stands twice in the file, in lines 1 and 5'],
    [[file('none.env', '# planted\n')], 2, 'does not hold a key'],
    [[file('list.json', '["planted"]')], 2, 'is not a JSON object'],
    [[file('broken.json', '{"planted": ')], 2, 'is not a JSON object'],
    [[file('number.json', '{\n"A": 1}')], 2, 'key A (line 2) is neither a text nor an object'],
    [[file('twice.json', '{"A": "planted", "A": "x"}')], 2, 'key A stands twice'],
    [[file('name.json', '{"A B": "planted"}')], 2, 'which is no name AWS takes'],
    [['one.env', '--prefix', 'x/', '--as-json', 'y'], 2, 'leave one out'],
    [['src'], 2, 'is not a file'],
  ] as const) {
    const refused = await run([...args, '--yes'])
    expect(refused, args.join(' ')).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(said) })
    expect(refused.stderr).not.toContain('planted')
  }
})

test('production is asked for by name', async () => {
  const aws = await asProfile(local)
  const env = file('prod.env', 'A=planted\n')
  expect(await sallyport(aws, ['import', env, '--stage', 'prod', '--yes'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--confirm prod'),
  })
  expect((await sallyport(aws, ['import', env, '--stage', 'prod', '--confirm', 'prod'])).status).toBe(0)
})
