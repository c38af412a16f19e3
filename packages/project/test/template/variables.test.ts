import { describe, expect, test } from 'vitest'
import { templateIn } from '../../src/template/template.ts'
import { variableIn, withVariables } from './sample-templates.ts'

const sections = `Parameters:
  Stage: { Type: String, Default: dev }
  Names: { Type: CommaDelimitedList, Default: "a, b" }
  Key: { Type: String, NoEcho: true }
  FromStore: { Type: "AWS::SSM::Parameter::Value<String>", Default: /shared/name }
Mappings:
  Names:
    dev: { secret: dev/mapped }
    prod: { secret: prod/mapped }
  Regions:
    eu-west-1: { name: ireland }
    us-east-1: { name: virginia }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsNotProd: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, { Condition: IsNotProd }]
  Either: !Or [!Condition IsProd, { Condition: IsNotProd }]
  HasKey: !Not [!Equals [!Ref Key, ""]]
  Always: !Equals [a, a]
  OrAlways: !Or [!Condition IsProd, !Condition Always]
`
const text = (value: string) => ({ kind: 'text', text: value })

describe('what a variable is set to', () => {
  test.each([
    ['a text', 'X: plain', text('plain')],
    ['a number, as it is written', 'X: 0123', text('0123')],
    ['a yes, as it is written', 'X: yes', text('yes')],
    ['a text of several lines', 'X: |\n  one\n  two', text('one\ntwo\n')],
    ['a parameter with a default', 'X: !Ref Stage', text('dev')],
    ['the full form of Ref', 'X: { Ref: Stage }', text('dev')],
    ['a Sub', 'X: !Sub "${Stage}/stripe"', text('dev/stripe')],
    ['the full form of Sub', 'X: { "Fn::Sub": "${Stage}/stripe" }', text('dev/stripe')],
    ['a Sub with a map of its own', 'X: !Sub ["${A}-${Stage}", { A: !Select [1, !Ref Names] }]', text('b-dev')],
    ['a Sub that writes a brace', 'X: !Sub "${!Stage}/${Stage}"', text('${Stage}/dev')],
    ['a Sub of a parameter that the template makes', 'X: !Sub "${Weather}/more"', text('/prod/weather/more')],
    ['a Join', 'X: !Join ["/", [!Ref Stage, stripe]]', text('dev/stripe')],
    ['a Join of a list parameter', 'X: !Join ["+", !Ref Names]', text('a+b')],
    ['a Select of a Split', 'X: !Select [1, !Split ["/", "dev/stripe"]]', text('stripe')],
    ['a FindInMap', 'X: !FindInMap [Names, !Ref Stage, secret]', text('dev/mapped')],
    [
      'a nested FindInMap in the full form',
      'X: { "Fn::Sub": ["${A}", { A: { "Fn::FindInMap": [Names, prod, secret] } }] }',
      text('prod/mapped'),
    ],
    ['an If that does not hold', 'X: !If [IsProd, one, two]', text('two')],
    ['an If that holds by Not', 'X: !If [IsNotProd, one, two]', text('one')],
    ['an If by And', 'X: !If [Both, one, two]', text('two')],
    ['an If by Or', 'X: !If [Either, one, two]', text('one')],
    ['the value of a parameter that the template makes', 'X: !GetAtt Weather.Value', text('rain')],
    ['a secret that the template makes', 'X: !Ref Stripe', { kind: 'secret', logicalId: 'Stripe', name: 'prod/stripe' }],
    ['its GetAtt', 'X: !GetAtt Stripe.Id', { kind: 'secret', logicalId: 'Stripe', name: 'prod/stripe' }],
    ['a Sub of nothing but it', 'X: !Sub "${Stripe}"', { kind: 'secret', logicalId: 'Stripe', name: 'prod/stripe' }],
    ['a secret without a name', 'X: !Ref Unnamed', { kind: 'secret', logicalId: 'Unnamed', name: undefined }],
    ['a parameter that the template makes', 'X: !Ref Weather', { kind: 'parameter', logicalId: 'Weather', name: '/prod/weather' }],
    [
      'the ARN of a secret of the own account',
      'X: !Sub "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${Stage}/stripe-AbCdEf"',
      { kind: 'secret', logicalId: undefined, name: 'dev/stripe' },
    ],
    [
      'the ARN of a parameter of the own account',
      'X: !Sub "arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/dev/weather"',
      { kind: 'parameter', logicalId: undefined, name: '/dev/weather' },
    ],
    ['a parameter without a default', 'X: !Ref Key', { kind: 'input', parameter: 'Key', isHidden: true }],
    [
      'a dynamic reference to a field',
      "X: '{{resolve:secretsmanager:prod/x:SecretString:key}}'",
      { kind: 'dynamic', service: 'secretsmanager', name: 'prod/x', field: 'key', isWhole: true, versionStage: undefined },
    ],
    [
      'a dynamic reference by ARN with a stage',
      "X: 'x {{resolve:secretsmanager:arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf:SecretString:k:AWSPREVIOUS}}'",
      {
        kind: 'dynamic',
        name: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf',
        field: 'k',
        versionStage: 'AWSPREVIOUS',
        isWhole: false,
      },
    ],
    [
      'a dynamic reference to a secret of the template, as CDK writes it',
      'X: { "Fn::Join": ["", ["{{resolve:secretsmanager:", { Ref: Stripe }, ":SecretString:key::}}"]] }',
      { kind: 'dynamic', logicalId: 'Stripe', name: 'prod/stripe', field: 'key', version: undefined },
    ],
    [
      'a dynamic reference to a parameter',
      "X: '{{resolve:ssm:/prod/a:3}}'",
      { kind: 'dynamic', service: 'ssm', isSecure: false, name: '/prod/a', version: '3', field: undefined },
    ],
    [
      'a dynamic reference to a SecureString',
      'X: !Sub "{{resolve:ssm-secure:/${Stage}/a}}"',
      { kind: 'dynamic', isSecure: true, name: '/dev/a', version: undefined },
    ],
    ['the value of a parameter in Parameter Store', 'X: !Ref FromStore', { kind: 'dynamic', service: 'ssm', name: '/shared/name' }],
  ])('%s', (_, variables, value) => {
    expect(variableIn(withVariables(variables, sections)).value).toMatchObject(value)
  })
})

describe('why a variable is not known', () => {
  test.each([
    ['a pseudo parameter', 'X: !Sub "https://x.${AWS::Region}.test"', 'it holds AWS::Region', 'https://x.${AWS::Region}.test'],
    ['another resource', 'X: !Ref Table', 'it refers to Table'],
    ['an attribute', 'X: !GetAtt Table.Arn', 'it holds Arn of Table'],
    ['a resource that SAM makes', 'X: !Ref CheckoutAliaslive', 'it refers to CheckoutAliaslive'],
    ['the role that SAM makes', 'X: !GetAtt CheckoutRole.Arn', 'it holds Arn of CheckoutRole'],
    ['an export', 'X: !ImportValue other-Secret', 'it is the export other-Secret of another stack (ImportValue)'],
    ['a name that is not there', 'X: !Ref Nobody', 'it refers to Nobody, which the template does not have'],
    ['a map that is not there', 'X: !FindInMap [Nowhere, a, b]', 'it looks into the map Nowhere, which the template does not have'],
    ['a key that is not there', 'X: !FindInMap [Names, test, secret]', 'it looks for what the map Names does not have'],
    ['an item that is not there', 'X: !Select [7, [a]]', 'it selects item 7 of a list of 1'],
    ['a macro', 'X: { "Fn::Transform": { Name: Shout } }', 'it is made by a macro (Fn::Transform), which runs only when it is deployed'],
    ['another function', 'X: !Base64 x', 'it calls Fn::Base64, which is not computed before deployment'],
    [
      'a tag of nobody',
      'X: !Frobnicate x',
      'it has a tag (!…) that is no function of CloudFormation: put a text that begins with ! into quotes',
    ],
    ['a part of a text without a default', 'X: !Sub "a-${Key}"', "it holds the template's parameter Key, which has no default"],
    ['a list', 'X: [a, b]', 'it is a list or a map'],
    ['Sub without a text', 'X: !Sub [!Ref Stage, {}]', 'it has a Sub without a written text'],
    ['If without its parts', 'X: !If [IsProd]', 'it has an If without a condition and two values'],
  ])('%s', (_, variables, reason, pattern?: string) => {
    expect(variableIn(withVariables(variables, sections)).value).toMatchObject({ kind: 'unknown', reason, pattern })
  })

  test('a parameter that is a part of a text is told by its name', () => {
    expect(variableIn(withVariables('X: !Sub "a-${Key}"', sections)).value).toMatchObject({ kind: 'unknown', parameter: 'Key' })
    expect(variableIn(withVariables('X: !GetAtt Table.Arn', sections)).value).not.toHaveProperty('parameter')
  })
})

describe('conditions', () => {
  test('keep each value that may be, beside the one of the defaults', () => {
    const { value, possible, assumes } = variableIn(withVariables('X: !If [IsProd, prod/stripe, dev/stripe]', sections))
    expect(value).toEqual(text('dev/stripe'))
    expect(possible).toEqual([text('prod/stripe'), text('dev/stripe')])
    expect(assumes).toEqual(['Stage'])
  })

  test('that hang on what has no default leave one of two values', () => {
    const { value } = variableIn(withVariables('X: !If [HasKey, one, !Sub "${Stage}-two"]', sections))
    expect(value).toEqual({ kind: 'oneOf', values: [text('one'), text('dev-two')] })
  })

  test('that hang on nothing are decided for good', () => {
    for (const condition of ['Always', 'OrAlways']) {
      const { possible } = variableIn(withVariables(`X: !If [${condition}, one, two]`, sections))
      expect(possible).toEqual([text('one')])
    }
  })

  test('may leave a variable out', () => {
    const { functions } = templateIn('/shop/template.yaml', withVariables('Y: y\nX: !If [IsProd, one, !Ref AWS::NoValue]', sections))
    expect(functions[0]?.environment['X']).toMatchObject({
      value: { kind: 'unknown', reason: 'it has no value' },
      possible: [text('one'), {}],
    })
  })

  test('may choose among whole environments', () => {
    const { functions } = templateIn('/shop/template.yaml', withVariables('Fn::If: [IsProd, { X: one }, { X: two, Y: z }]', sections))
    expect(functions[0]?.environment).toMatchObject({
      X: { value: text('two'), possible: [text('one'), text('two')] },
      Y: { value: text('z') },
    })
  })

  test('of a function are told, with whether they hold', () => {
    const template = withVariables('X: x', sections).replace(
      '    Type: AWS::Serverless::Function',
      '    Type: AWS::Serverless::Function\n    Condition: IsProd',
    )
    expect(templateIn('/shop/template.yaml', template).functions[0]?.condition).toEqual({ name: 'IsProd', holds: false })
  })
})

test('a map that is looked into by region gives the value of each', () => {
  const { value } = variableIn(withVariables('X: !FindInMap [Regions, !Ref AWS::Region, name]', sections))
  expect(value).toEqual({ kind: 'oneOf', values: [text('ireland'), text('virginia')] })
})

test('values given for parameters and for the region take the place of defaults', () => {
  const parameters = { Stage: 'prod', 'AWS::Region': 'us-east-1' }
  const read = (variables: string) =>
    templateIn('/shop/template.yaml', withVariables(variables, sections), { parameters }).functions[0]?.environment['X']
  expect(read('X: !If [IsProd, !Sub "${Stage}-${AWS::Region}", two]')).toMatchObject({ value: text('prod-us-east-1'), assumes: [] })
  expect(read('X: !FindInMap [Regions, !Ref AWS::Region, name]')).toMatchObject({ value: text('virginia') })
})

test('says which parameters a value follows from, also by the name of a secret', () => {
  const named = withVariables('X: !Ref Stripe', sections).replace('Name: prod/stripe', 'Name: !Sub "${Stage}/stripe"')
  expect(variableIn(named)).toMatchObject({ value: { kind: 'secret', name: 'dev/stripe' }, assumes: ['Stage'] })
})

test('tells each line', () => {
  const template = withVariables('A: a\nX: !Ref\n  Stage', sections)
  expect(template.split('\n')[variableIn(template).line - 1]).toContain('X: !Ref')
})

test('reads JSON as it reads YAML', () => {
  const template = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Resources: {
      Checkout: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { X: { 'Fn::Sub': '${Stage}/\ud83d\ude00' } } } },
      },
    },
  }
  for (const unit of [undefined, 2, '\t'])
    expect(variableIn(JSON.stringify(template, undefined, unit)).value).toEqual(text('dev/\ud83d\ude00'))
})
