import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTemplate } from '../../src/template/template.ts'
import { inFolder } from '../project-folder.ts'

const resources = (text: string, sections = '') =>
  `Transform: AWS::Serverless-2016-10-31\n${sections}\nResources:\n${text.replaceAll(/^/gm, '  ')}\n`
const sam = (properties: string, rest = '', sections = '') =>
  resources(`Checkout:\n  Type: AWS::Serverless::Function\n  Properties:\n${properties.replaceAll(/^/gm, '    ')}\n${rest}`, sections)

const code = 'export const handler = async () => 1'

describe('the entry of a function', () => {
  test.each<[string, string, Record<string, string>, string]>([
    ['is the TypeScript that its Handler names', sam('CodeUri: .\nHandler: src/app.handler'), { 'src/app.ts': code }, 'src/app.ts'],
    ['is the JavaScript that its Handler names', sam('CodeUri: .\nHandler: src/app.handler'), { 'src/app.cjs': code }, 'src/app.cjs'],
    [
      'is the source beside what was compiled from it',
      sam('CodeUri: .\nHandler: src/app.handler'),
      { 'src/app.ts': code, 'src/app.js': code },
      'src/app.ts',
    ],
    [
      'is in the folder of CodeUri',
      sam('CodeUri: functions/checkout/\nHandler: app.handler'),
      { 'functions/checkout/app.mjs': code },
      'functions/checkout/app.mjs',
    ],
    ['is beside the template without CodeUri', sam('Handler: app.handler'), { 'app.ts': code }, 'app.ts'],
    ['may have a dot in its folder', sam('CodeUri: .\nHandler: src.v2/app.handler'), { 'src.v2/app.ts': code }, 'src.v2/app.ts'],
    [
      'is the entry point of esbuild',
      sam(
        'CodeUri: .\nHandler: checkout.handler',
        '  Metadata:\n    BuildMethod: esbuild\n    BuildProperties:\n      EntryPoints: [src/refund.ts, src/checkout.ts]',
      ),
      { 'src/checkout.ts': code, 'src/refund.ts': code },
      'src/checkout.ts',
    ],
    [
      'is the only entry point of esbuild, whatever its name',
      sam('CodeUri: src\nHandler: app.handler', '  Metadata: { BuildMethod: esbuild, BuildProperties: { EntryPoints: [./lambda.ts] } }'),
      { 'src/lambda.ts': code },
      'src/lambda.ts',
    ],
    [
      'may come from Globals',
      sam('Handler: app.handler', '', 'Globals:\n  Function:\n    CodeUri: src'),
      { 'src/app.ts': code },
      'src/app.ts',
    ],
    [
      'is in the local folder of a CloudFormation function',
      resources('Checkout:\n  Type: AWS::Lambda::Function\n  Properties: { Code: ./src, Handler: app.handler }'),
      { 'src/app.ts': code },
      'src/app.ts',
    ],
  ])('%s', async (_, template, files, entry) => {
    await inFolder({ ...files, 'template.yaml': template }, async (root) => {
      const { functions } = readTemplate(join(root, 'template.yaml'))
      expect(functions[0]?.code).toMatchObject({ kind: 'file', entry: join(root, entry), handler: 'handler', toldBy: 'template' })
    })
  })

  test('is the source that a source map names', async () => {
    const map = JSON.stringify({ version: 3, sources: ['../node_modules/x/index.js', '../src/app.ts'], mappings: '' })
    const files = {
      'template.yaml': sam('CodeUri: dist\nHandler: app.handler'),
      'dist/app.js': 'exports.handler = async () => 1',
      'dist/app.js.map': map,
      'src/app.ts': code,
      'node_modules/x/index.js': 'exports.handler = 1',
    }
    await inFolder(files, async (root) => {
      expect(readTemplate(join(root, 'template.yaml')).functions[0]?.code).toMatchObject({
        entry: join(root, 'src/app.ts'),
        toldBy: 'source map',
      })
    })
  })

  test('is what was built where the source of its map is not there', async () => {
    const map = JSON.stringify({ version: 3, sources: ['../../elsewhere/app.ts'], mappings: '' })
    const files = { 'template.yaml': sam('CodeUri: dist\nHandler: app.handler'), 'dist/app.js': code, 'dist/app.js.map': map }
    await inFolder(files, async (root) => {
      expect(readTemplate(join(root, 'template.yaml')).functions[0]?.code).toMatchObject({
        entry: join(root, 'dist/app.js'),
        toldBy: 'template',
      })
    })
  })
})

const compiled = '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.handler = async () => 1;\n'

describe('code that is compiled, without a source map', () => {
  test.each<[string, Record<string, string>, string, 'build' | 'template']>([
    ['in the outDir of a tsconfig.json', { 'tsconfig.json': '{ "compilerOptions": { "outDir": "./dist" } }' }, code, 'build'],
    [
      'in the outDir of one with comments, and another name',
      { 'tsconfig.build.json': '// for deployment\n{ "compilerOptions": { /* here */ "outDir": "dist", }, }' },
      code,
      'build',
    ],
    [
      'in the outDir that a tsconfig.json extends, told from where it is written',
      { 'tsconfig.json': '{ "extends": "./config/base" }', 'config/base.json': '{ "compilerOptions": { "outDir": "../dist" } }' },
      code,
      'build',
    ],
    [
      'in the outDir of a package that says it of whoever extends it',
      {
        'tsconfig.json': '{ "extends": ["shared-settings"] }',
        'node_modules/shared-settings/tsconfig.json': `{ "compilerOptions": { "outDir": "${'$'}{configDir}/dist" } }`,
      },
      code,
      'build',
    ],
    [
      'where the last that is extended says another outDir',
      {
        'tsconfig.json': '{ "extends": ["./one.json", "./two.json"] }',
        'one.json': '{ "compilerOptions": { "outDir": "dist" } }',
        'two.json': '{ "compilerOptions": { "outDir": "lib" } }',
      },
      code,
      'template',
    ],
    [
      'where its own outDir is another than that of what it extends',
      {
        'tsconfig.json': '{ "extends": "./one.json", "compilerOptions": { "outDir": "lib" } }',
        'one.json': '{ "compilerOptions": { "outDir": "dist" } }',
      },
      code,
      'template',
    ],
    ['beside one that extends itself', { 'tsconfig.json': '{ "extends": ["./tsconfig.json", "./missing", 7] }' }, code, 'template'],
    ['marked by TypeScript, its source elsewhere in the project', { 'lambda/src/app.ts': code }, compiled, 'build'],
    ['marked, without such a source', { 'lambda/src/other.ts': code }, compiled, 'template'],
    ['in a folder of that name alone', { 'tsconfig.json': '{ "compilerOptions": { // "outDir": "dist"\n } }' }, code, 'template'],
    ['where the outDir is the project itself', { 'tsconfig.json': '{ "compilerOptions": { "outDir": "." } }' }, code, 'template'],
    ['beside a tsconfig.json that is broken', { 'tsconfig.json': '{ "compilerOptions": {' }, code, 'template'],
  ])('%s', async (_, files, text, toldBy) => {
    await inFolder({ ...files, 'template.yaml': sam('CodeUri: dist\nHandler: app.handler'), 'dist/app.js': text }, async (root) => {
      expect(readTemplate(join(root, 'template.yaml')).functions[0]?.code).toMatchObject({ entry: join(root, 'dist/app.js'), toldBy })
    })
  })
})

describe('a function without an entry says why', () => {
  test.each<[string, string, object]>([
    ['a container image', sam('PackageType: Image'), { kind: 'image' }],
    [
      'an image in CloudFormation',
      resources('F:\n  Type: AWS::Lambda::Function\n  Properties: { Code: { ImageUri: x } }'),
      { kind: 'image' },
    ],
    ['Python', sam('CodeUri: .\nHandler: app.handler\nRuntime: python3.13'), { kind: 'otherRuntime', runtime: 'python3.13' }],
    ['code that is written out', sam('InlineCode: exports.handler = 1\nHandler: index.handler'), { kind: 'inline' }],
    ['no Handler', sam('CodeUri: .'), { kind: 'unknown', reason: 'it has no Handler' }],
    [
      'a Handler that is no handler',
      sam('CodeUri: .\nHandler: app'),
      { kind: 'unknown', reason: 'its Handler app is not "file.export"', line: 8 },
    ],
    [
      'code in S3',
      sam('CodeUri: s3://bucket/key\nHandler: app.handler'),
      { kind: 'unknown', reason: 'its code is not in a local folder', line: 7 },
    ],
    [
      'code in a bucket',
      sam('CodeUri: { Bucket: a, Key: b }\nHandler: app.handler'),
      { kind: 'unknown', reason: 'its code is in S3, or its place is known only when it is deployed' },
    ],
    [
      'code outside',
      sam('CodeUri: ../elsewhere\nHandler: app.handler'),
      { kind: 'unknown', reason: 'its code ../elsewhere is not inside the project', line: 7 },
    ],
    [
      'a file that is not there',
      sam('CodeUri: .\nHandler: src/gone.handler'),
      { kind: 'unknown', reason: expect.stringContaining('there is no file src/gone.ts, .mts,'), line: 8 },
    ],
    [
      'a handler in a layer',
      sam('CodeUri: .\nHandler: /opt/wrapper.handler'),
      { kind: 'unknown', reason: 'its Handler /opt/wrapper.handler is in a layer' },
    ],
    ['no properties', resources('F:\n  Type: AWS::Serverless::Function'), { kind: 'unknown', reason: 'it has no Handler' }],
    [
      'a null function in CloudFormation',
      resources('F:\n  Type: AWS::Lambda::Function\n  Properties:'),
      { kind: 'unknown', reason: 'it has no code' },
    ],
  ])('%s', async (_, template, code) => {
    await inFolder({ 'template.yaml': template }, async (root) => {
      expect(readTemplate(join(root, 'template.yaml')).functions[0]?.code).toMatchObject(code)
    })
  })
})

const functionIn = (text: string) =>
  inFolder({ 'template.yaml': text }, async (root) => {
    const [found] = readTemplate(join(root, 'template.yaml')).functions
    if (found === undefined) throw new Error('the template has no function')
    return found
  })

test('a function has the settings of Globals, and its own before them', async () => {
  const globals =
    'Globals:\n  Function:\n    Timeout: 9\n    MemorySize: 512\n    Layers: [!Ref Shared]\n    Environment:\n      Variables: { LOG: info, STAGE: dev }'
  const found = await functionIn(
    sam('Timeout: 20\nFunctionName: shop-checkout\nLayers: [arn:x]\nEnvironment:\n  Variables: { LOG: debug }', '', globals),
  )
  expect(found).toMatchObject({ name: 'shop-checkout', timeoutSeconds: 20, memoryMb: 512, layers: ['${?}', 'arn:x'] })
  expect(found.environment).toMatchObject({
    LOG: { value: { text: 'debug' }, isGlobal: false },
    STAGE: { value: { text: 'dev' }, isGlobal: true, line: 8 },
  })
})

describe('a role', () => {
  const role = 'Reader:\n  Type: AWS::IAM::Role\n  Properties:\n    RoleName: reader'
  const fn = (written: string, more = '') => `F:\n  Type: AWS::Serverless::Function\n  Properties:\n    ${written}\n${more}`
  test.each<[string, string, object]>([
    ['is made by SAM', resources(fn('Timeout: 3')), { kind: 'generated', logicalId: 'FRole' }],
    [
      'is a resource of the template',
      resources(fn('Role: !GetAtt Reader.Arn', role)),
      { kind: 'resource', logicalId: 'Reader', name: 'reader' },
    ],
    [
      'has no name before it is deployed',
      resources(fn('Role: !GetAtt Reader.Arn', role.replace('    RoleName: reader', '    Path: /'))),
      { kind: 'resource', logicalId: 'Reader', name: undefined },
    ],
    ['is there already', resources(fn('Role: arn:aws:iam::111122223333:role/team/reader')), { kind: 'named', name: 'reader' }],
    [
      'is in the own account',
      resources(fn('Role: !Sub "arn:aws:iam::${AWS::AccountId}:role/reader"')),
      { kind: 'named', name: 'reader', arn: undefined },
    ],
    [
      'is that of another stack',
      resources(fn('Role: !ImportValue role')),
      { kind: 'unknown', reason: 'it is the export role of another stack (ImportValue)' },
    ],
    ['is no role', resources(fn('Role: !GetAtt F.Arn')), { kind: 'unknown', reason: 'its Role is F, which is no role' }],
  ])('%s', async (_, template, expected) => {
    expect((await functionIn(template)).role).toMatchObject(expected)
  })
})

describe('policies', () => {
  test('of SAM are told as statements where they can be', async () => {
    const { policies } = await functionIn(
      sam(
        `Policies:
  - AmazonDynamoDBReadOnlyAccess
  - AWSSecretsManagerGetSecretValuePolicy:
      SecretArn: !Ref Stripe
  - SSMParameterReadPolicy: { ParameterName: weather }
  - Statement:
      Effect: Allow
      Action: [secretsmanager:GetSecretValue]
      Resource: !Sub "arn:aws:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:a-??????"
  - FilterLogEventsPolicy: { LogGroupName: x }`,
        'Stripe:\n  Type: AWS::SecretsManager::Secret',
      ),
    )
    const arn = (rest: string) => `arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:${rest}`
    expect(policies).toMatchObject([
      { form: 'managed', name: 'AmazonDynamoDBReadOnlyAccess', statements: undefined },
      {
        form: 'policyTemplate',
        statements: [{ Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: ['${Stripe}'] }],
        line: 9,
      },
      { form: 'policyTemplate', statements: [{ Action: ['ssm:DescribeParameters'] }, { Resource: [arn('parameter/weather')] }] },
      {
        form: 'inline',
        statements: [
          {
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue'],
            Resource: ['arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:a-??????'],
          },
        ],
      },
      { form: 'policyTemplate', name: 'FilterLogEventsPolicy', statements: undefined },
    ])
  })

  test('of a role are its own and those attached to it', async () => {
    const { policies } = await functionIn(
      resources(`F:
  Type: AWS::Lambda::Function
  Properties: { Role: !GetAtt R.Arn }
R:
  Type: AWS::IAM::Role
  Properties:
    ManagedPolicyArns: [!Sub "arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
    Policies:
      - PolicyName: own
        PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] }
Attached:
  Type: AWS::IAM::Policy
  Properties:
    Roles: [!Ref R]
    PolicyDocument: { Statement: { Effect: Deny, NotAction: "s3:*", NotResource: [a] } }
Elsewhere:
  Type: AWS::IAM::Policy
  Properties: { Roles: [other], PolicyDocument: { Statement: [] } }`),
    )
    expect(policies).toMatchObject([
      { form: 'inline', name: 'own', statements: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }] },
      { form: 'inline', name: 'Attached', statements: [{ Effect: 'Deny', NotAction: ['s3:*'], NotResource: ['a'] }] },
      { form: 'managed', name: 'arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' },
    ])
  })
})

test('what is not read is told, with its line', async () => {
  const template = `Transform: [AWS::Serverless-2016-10-31, Shout]
Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: nested.yaml }
  App:
    Type: AWS::Serverless::Application
  "Fn::ForEach::Loop":
    - Name
    - [a]
    - {}
  Typeless: {}
  Made:
    Type: AWS::Lambda::Function
    Properties:
      Fn::Transform: { Name: AWS::Include }
      Handler: a.b
`
  await inFolder({ 'template.yaml': template }, async (root) => {
    const file = join(root, 'template.yaml')
    expect(readTemplate(file).notRead).toEqual([
      { file, line: 1, reason: 'the macro Shout is not run: what it adds or changes is not known' },
      { file, line: 3, reason: 'nested stack Nested is not read: functions in it are not known' },
      { file, line: 6, reason: 'nested application App is not read: functions in it are not known' },
      { file, line: 8, reason: 'Resources has a loop (Fn::ForEach), which is not read' },
      { file, line: 12, reason: 'resource Typeless has no Type' },
      { file, line: 16, reason: 'resource Made has Fn::Transform, which runs only when it is deployed: what it adds is not known' },
    ])
  })
})
