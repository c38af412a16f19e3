import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyPlace, type Place, sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeFiles } from './running/written-files.ts'

const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url))

let local: Running
beforeAll(async () => {
  local = await runningLocal()
})
afterAll(() => local.stop())

/** A project of these files, on the AWS that runs. */
function project(files: Readonly<Record<string, string>>): Place {
  const place = emptyPlace()
  onTestFinished(() => place.remove())
  writeFiles(place.cwd, files)
  symlinkSync(packages, join(place.cwd, 'node_modules'))
  return { ...place, env: { ...place.env, SALLYPORT_LOCAL: join(local.cwd, '.sallyport') } }
}

const withFunction = (more: string, variables = '{ A: b }') => ({
  'template.yaml': `${more}Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/fn.handler
      Runtime: nodejs24.x
      Environment: { Variables: ${variables} }
`,
  'package.json': '{ "type": "module" }',
  'src/secrets.ts': `import { text } from 'sallyport'\nexport const named = text({ env: 'NAMED' })\nexport const plain = text('shop/plain')\n`,
  'src/fn.ts': `import { plain } from './secrets.ts'\nexport const handler = async () => (await plain.get()).reveal().length\n`,
})

describe('of a function that is not found, grant and invoke say which file was not read', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'a nested stack alone',
      { 'template.yaml': 'Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n' },
      /template\.yaml:2 nested stack Nested is not read/,
    ],
    [
      'the Serverless Framework',
      { 'serverless.yml': 'service: shop\n' },
      /serverless\.yml:1 files of the Serverless Framework are not read/,
    ],
    ['Terraform', { 'main.tf': '' }, /main\.tf:1 files of Terraform are not read/],
    [
      'a loop',
      { 'template.yaml': `Resources:\n  Fn::ForEach::All: [Name, [A, B], { "\${Name}": { Type: "AWS::Serverless::Function" } }]\n` },
      /template\.yaml:2 Resources has a loop \(Fn::ForEach\)/,
    ],
    ['an empty template', { 'template.yaml': '# nothing yet\n---\n' }, /template\.yaml:1 is empty/],
    ['a list', { 'template.yaml': '- Resources\n' }, /template\.yaml:1 is a list/],
    ['what is not YAML', { 'template.yaml': 'a: 1\nb: [\n' }, /template\.yaml:3 is not YAML: /],
    ['an alias of nothing', { 'template.yml': 'x: *nope\n' }, /template\.yml:1 has an alias \(\*…\) that no anchor/],
    ['what is not JSON', { 'template.json': '{\n  "a": [\n' }, /template\.json:\d is not YAML: /],
  ])('%s', async (_name, files, told) => {
    const place = project(files)
    for (const command of ['grant', 'invoke']) {
      const { status, stderr } = await sallyport(place, [command, 'Fn', '--local'])
      expect(status, stderr).toBe(4)
      expect(stderr).toMatch(/function Fn is not in the configuration: give its entry file/)
      expect(stderr).toMatch(told)
    }
  })
})

describe('what is not read is said, though the function is found', () => {
  test.each<[string, string, RegExp]>([
    ['a macro', 'Transform: [AWS::Serverless-2016-10-31, MyMacro]\n', /template\.yaml:1 the macro MyMacro is not run/],
    ['a transform of the whole', 'Fn::Transform: { Name: Include }\n', /template\.yaml:1 the template has Fn::Transform/],
  ])('%s', async (_name, more, told) => {
    const place = project(withFunction(more))
    for (const args of [
      ['grant', 'Fn'],
      ['grant', 'Fn', '--local'],
      ['invoke', 'Fn', '--local'],
    ]) {
      const { status, stderr } = await sallyport(place, args)
      expect(stderr, `${args} ${status}`).toMatch(told)
      expect(stderr.match(new RegExp(told, 'g'))).toHaveLength(1)
    }
    const { status, stderr } = await sallyport(place, ['put', 'plain', '--local'], 'value')
    expect(status, stderr).toBe(0)
    expect(stderr.match(new RegExp(told, 'g'))).toHaveLength(1)
  })

  test('five of them, and how many more', async () => {
    const stacks = [1, 2, 3, 4, 5, 6, 7].map((each) => `  Stack${each}: { Type: AWS::CloudFormation::Stack }\n`).join('')
    const files = withFunction('')
    const place = project({ ...files, 'template.yaml': files['template.yaml'] + stacks })
    const { stderr } = await sallyport(place, ['grant', 'Fn'])
    expect(stderr).toContain('nested stack Stack5 is not read')
    expect(stderr).not.toContain('Stack6')
    expect(stderr).toContain('and 2 more that is not read: run "sallyport doctor"')
  })
})

describe('a variable that follows from the template’s parameters', () => {
  const sections = 'Parameters: { Stage: { Type: String, Default: prod } }\nConditions: { IsProd: !Equals [!Ref Stage, prod] }\n'
  const reading = { 'src/fn.ts': `import { named } from './secrets.ts'\nexport const handler = async () => Boolean(await named.get())\n` }

  test('is not one branch of a condition, guessed: both names are told, with file and line', async () => {
    const place = project({ ...withFunction(sections, '{ NAMED: !If [IsProd, prod/x, dev/x] }'), ...reading })
    for (const command of ['grant', 'invoke']) {
      const { status, stderr } = await sallyport(place, [command, 'Fn', '--local', '--stage', 'dev'])
      expect(status, stderr).not.toBe(0)
      expect(stderr).toMatch(
        /template\.yaml:9 sets to what is not known before it is deployed: it is prod\/x or dev\/x, by a condition on Stage/,
      )
    }
  })

  test('whose values may be keys is told without them', async () => {
    const place = project({ ...withFunction(sections, '{ NAMED: !If [IsProd, sk_live_Zk3vQ9mXr27, dev/x] }'), ...reading })
    const { stderr } = await sallyport(place, ['grant', 'Fn', '--local'])
    expect(stderr).toContain('it is one of 2 values, by a condition on Stage')
    expect(stderr).not.toContain('Zk3vQ9')
  })

  test('is told with what it follows from, by grant and invoke', async () => {
    const place = project({ ...withFunction(sections, `{ NAMED: !Sub "\${Stage}/named", LEVEL: !If [IsProd, warn, debug] }`), ...reading })
    const told = 'by default, with Stage=prod (template.yaml:9)'
    const granted = await sallyport(place, ['grant', 'Fn', '--local', '--json'])
    expect(JSON.parse(granted.stdout)).toMatchObject({
      notes: [`NAMED is as the template has it ${told}`],
      secrets: [{ name: 'prod/named' }],
    })
    const { stderr } = await sallyport(place, ['invoke', 'Fn', '--local'])
    expect(stderr).toContain(`NAMED and LEVEL are as the template has them ${told}`)
  })

  test('is granted by its default in a template, which tells it', async () => {
    const place = project({
      ...withFunction(`Transform: AWS::Serverless-2016-10-31\n${sections}`, '{ NAMED: !If [IsProd, prod/x, dev/x] }'),
      ...reading,
    })
    const { status, stdout } = await sallyport(place, ['grant', 'Fn', '--json'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      secrets: [{ name: 'prod/x' }],
      notes: [
        expect.stringMatching(/template\.yaml:\d+ sets NAMED by a condition/),
        expect.stringContaining('the key of prod/x is not known (template.yaml does not make it, and no account is asked)'),
      ],
    })
  })
})
