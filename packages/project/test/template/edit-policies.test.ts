import { policyOf, secretReadStatement } from '@sallyport/iam'
import { describe, expect, test } from 'vitest'
import { editedTemplate } from '../../src/template/editing/edited-template.ts'
import { policyAsCloudFormation, policyAsSam } from '../../src/template/policy-text/policy-forms.ts'
import { templateIn } from '../../src/template/template.ts'

const account = { region: 'eu-west-1', accountId: '111122223333' }
const reading = (...names: string[]) => policyOf(names.flatMap((name) => secretReadStatement({ place: { name }, ...account })))
const nothing = policyOf([])
const oursIn = (text: string) =>
  Object.fromEntries(
    templateIn('/shop/template.yaml', text).functions.map(({ logicalId, policies }) => [
      logicalId,
      policies.filter(({ isOurs }) => isOurs).map(({ name }) => name),
    ]),
  )
const grant = (text: string, policy = reading('prod/stripe'), logicalId = 'Checkout') =>
  editedTemplate({ file: '/shop/template.yaml', cdkApp: undefined }, [{ kind: 'grant', function: logicalId, policy, account }], text)

const arn = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}-??????`
const entry = (indent: string, name = 'prod/stripe') =>
  [
    '- Version: "2012-10-17"',
    '  Statement:',
    '    - Sid: SallyportReadSecrets',
    '      Effect: Allow',
    '      Action: secretsmanager:GetSecretValue',
    `      Resource: !Sub "${arn(name)}"`,
  ]
    .map((line) => `${indent}${line}\n`)
    .join('')

const sam = (policies: string) => `# the shop
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler  # here
${policies}
Outputs: {}
`

describe('a function of SAM is granted', () => {
  test.each<[string, string, string]>([
    ['without Policies', sam('      Timeout: 3\n'), sam(`      Timeout: 3\n      Policies:\n${entry('        ')}`)],
    ['with empty Policies', sam('      Policies: []\n'), sam(`      Policies: [${JSON.stringify(entryData('prod/stripe'))}]\n`)],
    [
      'beside other policies',
      sam(
        '      Policies:\n        - AmazonS3ReadOnlyAccess # still\n        # and\n        - SSMParameterReadPolicy:\n            ParameterName: x\n',
      ),
      sam(
        `      Policies:\n        - AmazonS3ReadOnlyAccess # still\n        # and\n        - SSMParameterReadPolicy:\n            ParameterName: x\n${entry('        ')}`,
      ),
    ],
    [
      'in a list that stands as far left as its key',
      sam('      Policies:\n      - A\n      - B\n'),
      sam(`      Policies:\n      - A\n      - B\n${entry('      ')}`),
    ],
    [
      'beside a policy below its dash',
      sam('      Policies:\n        -\n          # this\n          Statement: []\n'),
      sam(`      Policies:\n        -\n          # this\n          Statement: []\n${entry('        ')}`),
    ],
    [
      'beside one policy by name',
      sam('      Policies: AmazonS3ReadOnlyAccess # one\n'),
      sam(`      Policies:\n        - AmazonS3ReadOnlyAccess # one\n${entry('        ')}`),
    ],
    [
      'beside one policy by Sub',
      sam('      Policies: !Sub "arn:${AWS::Partition}:iam::aws:policy/X"\n'),
      sam(`      Policies:\n        - !Sub "arn:\${AWS::Partition}:iam::aws:policy/X"\n${entry('        ')}`),
    ],
    [
      'beside one statement',
      sam(
        '      Policies:\n        # all of it\n        Statement:\n          - Effect: Allow\n            Action: >-\n              s3:*\n            Resource: "*"\n',
      ),
      sam(
        `      Policies:\n        # all of it\n        - Statement:\n            - Effect: Allow\n              Action: >-\n                s3:*\n              Resource: "*"\n${entry('        ')}`,
      ),
    ],
    [
      'beside one policy template that stands further in',
      sam('      Policies:\n            KMSDecryptPolicy:\n                KeyId: k\n'),
      sam(`      Policies:\n            - KMSDecryptPolicy:\n                  KeyId: k\n${entry('            ')}`),
    ],
    [
      'in place of what was granted before',
      sam(`      Policies:\n${entry('        ', 'prod/old')}        - A\n`),
      sam(`      Policies:\n${entry('        ')}        - A\n`),
    ],
    [
      'in brackets',
      sam('      Policies: [A, !Ref B]\n'),
      sam(`      Policies: [A, !Ref B, ${JSON.stringify(entryData('prod/stripe'))}]\n`),
    ],
    [
      'in one pair of braces',
      sam('      Policies: { KMSDecryptPolicy: { KeyId: k } }\n'),
      sam(`      Policies: [{ KMSDecryptPolicy: { KeyId: k } }, ${JSON.stringify(entryData('prod/stripe'))}]\n`),
    ],
  ])('%s', (_, before, after) => {
    const edited = grant(before)
    expect(edited.after).toBe(after)
    expect(grant(after)).toMatchObject({ after, difference: '' })
    expect(grant(before.replaceAll('\n', '\r\n')).after).toBe(after.replaceAll('\n', '\r\n'))
    const [found] = templateIn('/shop/template.yaml', after).functions
    expect(found?.policies.flatMap(({ statements }) => statements ?? []).filter(({ Sid }) => Sid === 'SallyportReadSecrets')).toEqual([
      { Sid: 'SallyportReadSecrets', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [arn('prod/stripe')] },
    ])
  })

  test('and what is ours goes when nothing is read any more', () => {
    const without = sam('      Timeout: 3\n')
    expect(grant(grant(without).after, nothing).after).toBe(without)
    const beside = sam('      Policies:\n        - A\n')
    expect(grant(grant(beside).after, nothing).after).toBe(beside)
    expect(grant(beside, nothing).after).toBe(beside)
  })

  test('and what a person laid out differently, but says the same, stays as it is', () => {
    const own = sam(
      `      Policies:\n        - Version: 2012-10-17 # mine\n          Statement: [{ Sid: SallyportReadSecrets, Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: { "Fn::Sub": "${arn('prod/stripe')}" } }]\n`,
    )
    expect(grant(own).after).toBe(own)
  })
})

function entryData(name: string): object {
  const statement = {
    Sid: 'SallyportReadSecrets',
    Effect: 'Allow',
    Action: 'secretsmanager:GetSecretValue',
    Resource: { 'Fn::Sub': arn(name) },
  }
  return { Version: '2012-10-17', Statement: [statement] }
}

describe('a role of the template is granted', () => {
  const role = (policies: string, functions = '') => `Resources:
    Checkout:
        Type: AWS::Lambda::Function
        Properties:
            Role: !GetAtt Reader.Arn
${functions}    Reader:
        Type: AWS::IAM::Role
        Properties:
            AssumeRolePolicyDocument: {}
${policies}`
  const policy = (name: string, secret = 'prod/stripe') => `                - PolicyName: ${name}
                  PolicyDocument:
                      Version: "2012-10-17"
                      Statement:
                          - Sid: ReadSecrets
                            Effect: Allow
                            Action: secretsmanager:GetSecretValue
                            Resource: !Sub "${arn(secret)}"
`

  test('by its policy sallyport, beside others', () => {
    expect(grant(role('')).after).toBe(role(`            Policies:\n${policy('sallyport')}`))
    const other = '                - PolicyName: other\n                  PolicyDocument: {}\n'
    const granted = role(`            Policies:\n${other}${policy('sallyport')}`)
    expect(grant(role(`            Policies:\n${other}`)).after).toBe(granted)
    expect(grant(granted).difference).toBe('')
    expect(grant(granted, reading('prod/other')).after).toBe(role(`            Policies:\n${other}${policy('sallyport', 'prod/other')}`))
  })

  test('by a policy for each of the functions that share it', () => {
    const refund = '    Refund:\n        Type: AWS::Serverless::Function\n        Properties: { Role: !GetAtt Reader.Arn, Policies: [] }\n'
    const first = grant(role('', refund)).after
    expect(first).toBe(role(`            Policies:\n${policy('sallyport-Checkout')}`, refund))
    expect(grant(first, reading('prod/crm'), 'Refund').after).toBe(
      role(`            Policies:\n${policy('sallyport-Checkout')}${policy('sallyport-Refund', 'prod/crm')}`, refund),
    )
  })

  test("and what is read as ours is what is written for that function, never what is another's", () => {
    const refund = '    Refund:\n        Type: AWS::Serverless::Function\n        Properties: { Role: !GetAtt Reader.Arn, Policies: [] }\n'
    // `sallyport` is of a time when the role was one function's alone
    const shared = role(`            Policies:\n${policy('sallyport')}${policy('sallyport-Checkout')}${policy('sallyport-Refund')}`, refund)
    expect(oursIn(shared)).toEqual({ Checkout: ['sallyport-Checkout'], Refund: ['sallyport-Refund'] })
    expect(oursIn(role(`            Policies:\n${policy('sallyport')}${policy('sallyport-Checkout')}`))).toEqual({
      Checkout: ['sallyport'],
    })
  })

  test('by a policy that CDK attaches, which on a shared role nobody knows the owner of', () => {
    const attached = `    Grant:
        Type: AWS::IAM::Policy
        Properties:
            PolicyName: GrantPolicy1A2B3C
            PolicyDocument: { Statement: [{ Sid: SallyportReadSecrets, Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: "*" }] }
            Roles: [!Ref Reader]
`
    const other = '    Refund:\n        Type: AWS::Lambda::Function\n        Properties: { Role: !GetAtt Reader.Arn }\n'
    expect(oursIn(role('', attached))).toEqual({ Checkout: ['GrantPolicy1A2B3C'] })
    expect(oursIn(role('', attached + other))).toEqual({ Checkout: [], Refund: [] })
  })

  test('in JSON, in its layout', () => {
    const written = (policies: object) => ({
      Resources: {
        Checkout: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Reader', 'Arn'] } } },
        Reader: { Type: 'AWS::IAM::Role', Properties: { Path: '/', ...policies } },
      },
    })
    const document = {
      ...entryData('prod/stripe'),
      Statement: [
        { Sid: 'ReadSecrets', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { 'Fn::Sub': arn('prod/stripe') } },
      ],
    }
    const ours = { PolicyName: 'sallyport', PolicyDocument: document }
    for (const unit of [2, '\t', undefined])
      for (const policies of [[], [{ PolicyName: 'other' }]]) {
        const text = JSON.stringify(written(policies.length === 0 ? {} : { Policies: policies }), undefined, unit)
        const { after } = grant(text)
        expect(after).toBe(JSON.stringify(written({ Policies: [...policies, ours] }), undefined, unit))
        expect(grant(after, nothing).after).toBe(text)
      }
  })
})

describe('a grant is refused, with its line', () => {
  test.each<[string, string, string]>([
    [
      'where the role is elsewhere',
      sam('      Role: arn:aws:iam::111122223333:role/team/reader\n'),
      ':7 may not be edited: role reader is not made by this template',
    ],
    ['where the role is imported', sam('      Role: !ImportValue x\n'), ':7 may not be edited: it is the export x of another stack'],
    ['where a condition chooses the policies', sam('      Policies: !If [A, [B], [C]]\n'), ':7 may not be edited: Policies is Fn::If'],
    ['where an alias shares the policies', `Shared: &p [A]\n${sam('      Policies: *p\n')}`, ':8 may not be edited: Policies is an alias'],
    [
      'where an anchor shares the function',
      sam('      Timeout: 3\n').replace('  Checkout:', '  Checkout: &f').replace('Outputs: {}', '  Refund: *f'),
      ':3 may not be edited: Checkout has an anchor',
    ],
  ])('%s', (_, text, message) => {
    expect(() => grant(text)).toThrow(message)
  })
})

describe('the text of a policy', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234'
  const foreign = 'arn:aws:secretsmanager:eu-west-1:999988887777:secret:partner-AbCdEf'
  const policy = policyOf([
    ...secretReadStatement({ place: { name: 'prod/stripe' }, kmsKeyArn: key, ...account }),
    ...secretReadStatement({ place: { arn: foreign }, ...account }),
  ])

  test('for SAM names the stack itself, and another account by its number', () => {
    const text = policyAsSam(policy, { account })
    expect(text).toContain('Policies:\n  - Version: "2012-10-17"\n    Statement:\n')
    expect(text).toContain(`- !Sub "${arn('prod/stripe')}"`)
    expect(text).toContain(`- ${foreign}\n`)
    expect(text).toContain('!Sub "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/1234"')
    expect(text).toContain('kms:ViaService: !Sub "secretsmanager.${AWS::Region}.amazonaws.com"')
    expect(text).not.toMatch(/eu-west-1:1111|111122223333/)
  })

  test('is what reads back as it was written', () => {
    const text = policyAsSam(policy, { account }).replaceAll(/^/gm, '      ')
    const { functions } = templateIn('/shop/template.yaml', sam(text))
    const [first] = functions[0]?.policies ?? []
    expect(first?.statements?.map(({ Sid }) => Sid)).toEqual(policy.Statement.map(({ Sid }) => `Sallyport${Sid}`))
    expect(JSON.parse(policyAsSam(policy, { account, isJson: true }))).toMatchObject({ Policies: [{ Version: '2012-10-17' }] })
  })

  test('for CloudFormation is an entry of a role, or a resource that attaches it', () => {
    expect(policyAsCloudFormation(policy, { account })).toMatch(/^Policies:\n {2}- PolicyName: sallyport\n {4}PolicyDocument:\n/)
    const resource = policyAsCloudFormation(policy, { account, role: 'Reader' })
    expect(resource).toMatch(
      /^SallyportReader:\n {2}Type: AWS::IAM::RolePolicy\n {2}Properties:\n {4}RoleName: !Ref Reader\n {4}PolicyName: sallyport\n/,
    )
  })
})
