import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeFiles } from './running/written-files.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())
afterEach(() => {
  for (const each of ['template.yaml', 'hello-world']) rmSync(join(local.cwd, each), { recursive: true, force: true })
})

const functionOf = (id: string, variables: string) => `  ${id}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: hello-world
      Handler: app.handler
      Environment:
        Variables: ${variables}
`

/** What `sam init` writes: the template above, `package.json` and code in the function's own folder, no configuration. */
function writeSam(functions: string, sections = ''): void {
  const files = {
    'template.yaml': `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String, Default: prod }
  Given: { Type: String }
${sections}Resources:
  NoName:
    Type: AWS::SecretsManager::Secret
${functions}`,
    'hello-world/package.json': '{ "type": "module" }',
    'hello-world/secrets.ts': `import { apiKey, text } from 'sallyport'
export const named = apiKey({ env: 'NAMED' })
export const plain = text('{stage}/plain')
`,
    'hello-world/app.ts': `import { named } from './secrets.ts'\nexport const handler = async () => named.get()\n`,
  }
  writeFiles(local.cwd, files)
}

const put = (name: string, ...flags: string[]) => sallyport(local, ['put', name, '--local', ...flags], 'planted-value')
const exists = (SecretId: string) =>
  local.secrets.describeSecret({ SecretId }).then(
    () => true,
    () => false,
  )

describe('put by an export whose place nobody knows stores nothing, and says where it is set', () => {
  test.each<[string, string, RegExp]>([
    ['a secret without a name', '{ NAMED: !Ref NoName }', /template\.yaml:14 sets to what is not known.*NoName/],
    ['a parameter without a default', '{ NAMED: !Ref Given }', /template\.yaml:14 sets to what is not known.*Given/],
    ['nothing', '{ OTHER: x }', /the function at template\.yaml:\d+ does not have/],
    [
      'what a macro adds',
      '{ "Fn::Transform": { Name: More } }',
      /which may be set at template\.yaml:14, where Environment is made by a macro \(Fn::Transform\)/,
    ],
    [
      'what a condition decides',
      '{ NAMED: !If [IsProd, prod/x, dev/x] }',
      /template\.yaml:\d+ .*prod\/x or dev\/x, by a condition on Stage/,
    ],
  ])('of %s', async (_name, variables, told) => {
    writeSam(functionOf('Hello', variables), variables.includes('IsProd') ? 'Conditions: { IsProd: !Equals [!Ref Stage, prod] }\n' : '')
    const { status, stderr, stdout } = await put('named')
    expect(status, stderr + stdout).toBe(2)
    expect(stderr).toMatch(/named is declared at hello-world\/secrets\.ts:2, but the place of named is in the variable NAMED, /)
    expect(stderr).toMatch(told)
    expect(await exists('named')).toBe(false)
  })

  test('nor where functions set it to different names: these are told, and each is known by its name', async () => {
    writeSam(functionOf('One', '{ NAMED: dev/a }') + functionOf('Two', '{ NAMED: dev/b }'))
    const { status, stderr } = await put('named')
    expect(status).toBe(2)
    expect(stderr).toContain('named, declared at hello-world/secrets.ts:2, is not one secret')
    expect(stderr).toContain('give dev/a or dev/b')
    expect(await exists('named')).toBe(false)
    expect((await put('dev/b')).stderr).toContain('dev/b is secret dev/b, declared as apiKey at hello-world/secrets.ts:2')
  })
})

test('put finds the declarations of a project that has a template alone', async () => {
  writeSam(functionOf('Hello', '{ NAMED: shop/named }'))
  const { status, stderr } = await put('named')
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('named is secret shop/named, declared as apiKey at hello-world/secrets.ts:2')
  expect(await exists('shop/named')).toBe(true)
})

test('put says what a name follows from where the parameters’ defaults make it', async () => {
  writeSam(functionOf('Hello', `{ NAMED: !Sub "\${Stage}/by-default" }`))
  const { status, stderr } = await put('named')
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('NAMED is as the template has it by default, with Stage=prod (template.yaml:14)')
  expect(await exists('prod/by-default')).toBe(true)
})
