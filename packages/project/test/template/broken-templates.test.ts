import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ProjectError } from '../../src/project-error.ts'
import { templateIn } from '../../src/template/template.ts'
import { variableIn, withVariables } from './sample-templates.ts'

const fn = 'Resources:\n  Checkout:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: { Variables: { X: x } }\n'
const file = join('/shop', 'template.yaml')

describe('a broken template is refused with its line', () => {
  test.each<[string, string, number, string]>([
    ['no YAML', 'Resources:\n  A: [1, 2\n  B: }\n', 3, 'is not YAML'],
    ['tabs for indentation', 'Resources:\n\tA:\n\t\tType: x\n', 2, 'is not YAML: Tabs are not allowed as indentation'],
    ['a wrong indentation', 'Resources:\n    A:\n      Type: x\n  B:\n', 4, 'is not YAML'],
    ['a quote that stays open', 'Resources:\n  A: "x\n', 3, 'is not YAML: Missing closing "quote'],
    ['an alias without an anchor', 'Resources:\n  A: *nobody\n', 2, 'has an alias (*…) that no anchor before it names'],
    [
      'an anchor that holds itself',
      'Resources: &all\n  A: *all\n',
      2,
      'has an alias (*…) that no anchor before it names, or that holds itself',
    ],
    ['a list that holds itself', 'A: &a [*a]\nResources: {}\n', 1, 'has an alias (*…)'],
    ['aliases of aliases of aliases', bomb(9), 9, 'has more than 500000 values once its aliases are followed'],
    ['a merge of what is no map', 'Resources:\n  A:\n    <<: text\n', 3, 'merges what is not a map'],
    ['one key twice', 'Resources:\n  A: { Type: x }\n  B: {}\n  A: {}\n', 4, 'has the key "A" twice in one map, first in line 2'],
    ['one key twice in JSON', '{\n "Resources": {\n  "A": {},\n  "A": {}\n }\n}', 4, 'has the key "A" twice in one map, first in line 3'],
    ['a key that is a list', 'Resources:\n  ? [a]\n  : b\n', 2, 'has a key that is not text'],
    ['nothing', '', 1, 'is empty: a template has Resources'],
    ['nothing but a comment', '# later\n', 1, 'is empty'],
    ['nothing but a byte order mark', '\ufeff', 1, 'is empty'],
    ['a list at the top', '- Resources\n', 1, 'is not a map of sections'],
    ['a text at the top', '\n\nhello\n', 3, 'is not a map of sections'],
    ['no Resources', 'Parameters: {}\n', 1, 'does not have Resources'],
    ['Resources that are a list', 'Description: x\nResources:\n  - A\n', 3, 'has Resources that are not a map'],
    ['Conditions that are a text', 'Conditions: x\nResources: {}\n', 1, 'has Conditions that are not a map'],
    ['two documents', 'Resources: {}\n---\nResources: {}\n', 2, 'has a second document'],
    ['a NUL byte', 'Resources:\n  A: "a\0b"\n', 2, 'has a NUL byte'],
    ['more than CloudFormation would ever take', `Resources: {}\n# ${'x'.repeat(5 * 1024 * 1024)}`, 1, 'is larger than 4 MB'],
    ['lists in lists', `Resources: ${'['.repeat(100_000)}`, 1, 'is nested too deeply'],
    [
      'maps in maps',
      `Resources:\n${Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth + 1)}a:`).join('\n')}`,
      200,
      'is nested too deeply',
    ],
    ['dashes after dashes', `Resources: {}\nX:\n  ${'- '.repeat(50_000)}a`, 3, 'is nested too deeply'],
    ['a thousand tags', `Resources: ${'!a '.repeat(1000)}x`, 1, 'is not YAML'],
  ])('%s', (_, text, line, message) => {
    const refused = caught(() => templateIn(file, text))
    expect(refused).toBeInstanceOf(ProjectError)
    expect(refused).toMatchObject({
      code: 'TEMPLATE_INVALID',
      file,
      line,
      message: expect.stringContaining(`template ${file}:${line} ${message}`),
    })
  })
})

describe('a strange template is read', () => {
  test.each<[string, string]>([
    ['with a byte order mark', `\ufeff${fn}`],
    ['with the line ends of Windows', fn.replaceAll('\n', '\r\n')],
    ['with a document start and end', `%YAML 1.1\n---\n${fn}...\n`],
    ['without a last line end', fn.trimEnd()],
    ['with unknown tags', `${fn}Outputs:\n  A: !Frobnicate { a: !!binary aGk= }\n`],
    ['with numbers for names', `${fn}  12345:\n    Type: AWS::S3::Bucket\n`],
    ['with a null for a resource', `${fn}  Nothing:\n  Other: ~\n`],
    ['with resources that are texts and lists', `${fn}  Text: hello\n  List: [a]\n  Call: !Ref Text\n`],
    [
      'with a function that is null all over',
      `${fn}  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Environment:\n      Policies:\n      Role:\n      Handler:\n`,
    ],
    [
      'with a function that is lists all over',
      `${fn}  F:\n    Type: AWS::Serverless::Function\n    Metadata: []\n    Properties: { Environment: [a], Policies: [[a]], Role: [], Handler: {}, CodeUri: [], Layers: x, Timeout: {} }\n`,
    ],
    ['with Properties that are a text', `${fn}  F:\n    Type: AWS::Serverless::Function\n    Properties: x\n`],
    ['with Globals that are a text', `Globals: x\n${fn}`],
    ['with sections that are null', `Parameters:\nConditions:\nMappings:\nGlobals:\nTransform:\n${fn}`],
    ['with names of the object prototype', `${fn}  constructor:\n    Type: toString\n  __proto__:\n    Type: hasOwnProperty\n`],
    [
      'with many resources',
      `${fn}${Array.from({ length: 16_000 }, (_, index) => `  R${index}:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Sub "bucket-${index}-of-\${AWS::AccountId}-in-\${AWS::Region}"\n`).join('')}`,
    ],
    ['with two megabytes of comments', `${fn}${'# a comment that is of no use to anybody\n'.repeat(50_000)}`],
  ])('%s', (_, text) => {
    expect(variableIn(text).value).toEqual({ kind: 'text', text: 'x' })
  })

  test('with anchors, aliases and merge keys', () => {
    const text = `Common: &common
  A: one
  B: &b two
Resources:
  Checkout:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
          <<: [*common, { C: three }]
          A: own
          D: *b
`
    const { environment } = templateIn(file, text).functions[0] ?? {}
    expect(Object.entries(environment ?? {}).map(([name, { value, line }]) => [name, 'text' in value && value.text, line])).toEqual([
      ['A', 'own', 11],
      ['D', 'two', 12],
      ['B', 'two', 10],
      ['C', 'three', 10],
    ])
  })
})

describe('what leads in a circle ends', () => {
  test.each<[string, string, string]>([
    [
      'a parameter that is its own value',
      'Loop:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: !GetAtt Loop.Value }',
      'X: !GetAtt Loop.Value',
    ],
    [
      'two parameters that are each other',
      'One:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: !Sub "${Two.Value}" }\n  Two:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: !Sub "${One.Value}" }',
      'X: !GetAtt One.Value',
    ],
  ])('%s', (_, resource, variables) => {
    const text = withVariables(variables).replace('Resources:\n', `Resources:\n  ${resource}\n`)
    expect(variableIn(text).value).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('leads back to itself') })
  })

  test('names that are made of each other', () => {
    const text = withVariables('X: !Ref One').replace(
      'Resources:\n',
      'Resources:\n  One:\n    Type: AWS::SSM::Parameter\n    Properties: { Name: !Ref Two }\n  Two:\n    Type: AWS::SSM::Parameter\n    Properties: { Name: !Ref One }\n',
    )
    expect(variableIn(text).value).toEqual({ kind: 'parameter', logicalId: 'One', name: undefined })
  })

  test('conditions that are each other', () => {
    const conditions = 'Conditions:\n  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n'
    expect(variableIn(withVariables('X: !If [A, one, two]', conditions)).value.kind).toBe('oneOf')
  })
})

describe('what grows without end is cut', () => {
  test('parameters that double each other', () => {
    const doubling = Array.from(
      { length: 40 },
      (_, index) =>
        `  P${index}:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: !Sub "\${P${index + 1}.Value}\${P${index + 1}.Value}" }\n`,
    )
    const text = withVariables('X: !GetAtt P0.Value').replace(
      'Resources:\n',
      `Resources:\n${doubling.join('')}  P40:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: twice }\n`,
    )
    expect(variableIn(text).value).toMatchObject({ kind: 'unknown', reason: 'it is longer than 65536 characters' })
  })

  test('a long chain of parameters', () => {
    const chain = Array.from(
      { length: 3000 },
      (_, index) => `  P${index}:\n    Type: AWS::SSM::Parameter\n    Properties: { Value: !GetAtt P${index + 1}.Value }\n`,
    )
    const text = withVariables('X: !GetAtt P0.Value').replace(
      'Resources:\n',
      `Resources:\n${chain.join('')}  P3000:\n    Type: AWS::S3::Bucket\n`,
    )
    expect(variableIn(text).value).toMatchObject({
      kind: 'unknown',
      reason: expect.stringContaining('is reached through more than 50 others'),
    })
  })

  test('a long chain of conditions, and one that branches', () => {
    const chain = Array.from({ length: 3000 }, (_, index) => `  C${index}: !And [!Condition C${index + 1}, !Condition C${index + 1}]`)
    const conditions = `Conditions:\n${chain.join('\n')}\n  C3000: !Equals [a, a]\n`
    expect(variableIn(withVariables('X: !If [C0, one, two]', conditions)).value.kind).toBe('oneOf')
  })

  test('choices that multiply', () => {
    const conditions = 'Parameters:\n  P: { Type: String }\nConditions:\n  C: !Equals [!Ref P, a]\n'
    const choices = Array.from({ length: 20 }, () => '!If [C, a, b]').join(', ')
    expect(variableIn(withVariables(`X: !Join ["", [${choices}]]`, conditions)).value).toMatchObject({
      kind: 'unknown',
      reason: 'it has too many possible values',
    })
  })
})

test.each([
  'Resources:\n  A:\n    Key: "sk_live_1\n  B: x: sk_live_2\n',
  'Resources: "a" sk_live_1\n',
  'Resources: a\n  sk_live_1: 2\n',
  'Resources: {}\n...\nsk_live_1: [\n',
  'Resources: [a]sk_live_1\n',
  'Resources: |sk_live_1\n  a\n',
  'Resources: "\\usk_live_1"\n',
  '%sk_live_1\nResources: {}\n',
  'Resources: !<sk_live_1\n',
])('an error shows no value of the template: %j', (text) => {
  const refused = caught(() => templateIn(file, text))
  expect(String(refused)).toContain('template.yaml:')
  expect(String(refused)).not.toContain('sk_live')
})

/** Each anchor is ten of the one before. */
function bomb(levels: number): string {
  const anchors = Array.from(
    { length: levels },
    (_, level) => `  a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`,
  )
  return `Resources: {}\nX:\n  a0: &a0 x\n${anchors.join('\n')}\n`
}

function caught(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
