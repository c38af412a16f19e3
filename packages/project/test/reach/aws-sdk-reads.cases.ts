// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, some of it templates
import { handler, type OtherReadsCase, v3 } from './other-reads-case.ts'

const ssm = `import { SSMClient, GetParameterCommand, GetParametersCommand, GetParametersByPathCommand } from '@aws-sdk/client-ssm'`
const send = (command: string) => `return new SecretsManagerClient({}).send(${command})`

export const awsSdkReadsCases: readonly OtherReadsCase[] = [
  {
    name: 'a name that is written out',
    files: handler(v3, send(`new GetSecretValueCommand({ SecretId: 'prod/stripe', VersionStage: 'AWSCURRENT' })`)),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue prod/stripe'],
  },
  {
    name: 'a name in a constant of another file',
    files: {
      ...handler(`${v3}\nimport { names } from './names'`, send(`new GetSecretValueCommand({ SecretId: names.stripe })`)),
      'src/names.ts': `const prefix = 'prod'\nexport const names = { stripe: prefix + '/stripe' } as const`,
    },
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue prod/stripe'],
  },
  {
    name: 'a name in a variable',
    files: handler(v3, send(`new GetSecretValueCommand({ SecretId: process.env.STRIPE_ARN })`)),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue $STRIPE_ARN'],
  },
  {
    name: 'a name in a variable that the function sets',
    files: handler(v3, send(`new GetSecretValueCommand({ SecretId: process.env['STRIPE'] ?? 'dev/stripe' })`)),
    environment: { STRIPE: 'prod/stripe' },
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue $STRIPE=prod/stripe'],
  },
  {
    name: 'a name that stands in for a variable which is not set',
    files: handler(v3, send(`new GetSecretValueCommand({ SecretId: process.env.STRIPE || 'dev/stripe' })`)),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue $STRIPE=dev/stripe'],
  },
  {
    name: 'a name composed of a variable and text',
    files: handler(`${v3}\nconst { STAGE } = process.env`, send('new GetSecretValueCommand({ SecretId: `${STAGE}/stripe` })')),
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue ${STAGE}/stripe'],
  },
  {
    name: 'a name composed of a variable that the function sets',
    files: handler(`${v3}\nimport { env } from 'node:process'`, send(`new GetSecretValueCommand({ SecretId: env.STAGE + '/stripe' })`)),
    environment: { STAGE: 'prod' },
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue ${STAGE}/stripe=prod/stripe'],
  },
  {
    name: 'a name that is computed',
    files: handler(v3, send(`new GetSecretValueCommand({ SecretId: event.name })`)),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue ? its name is not written out'],
  },
  {
    name: 'an input that is built elsewhere',
    files: handler(v3, `const input = { SecretId: 'a' }\n${send('new GetSecretValueCommand(input)')}`),
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue a'],
  },
  {
    name: 'an input that is not in sight',
    files: handler(v3, send('new GetSecretValueCommand(event)')),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue ? its SecretId is not written out'],
  },
  {
    name: 'a name that is an argument, at each call that gives one',
    files: {
      'src/read.ts': `${v3}\nconst client = new SecretsManagerClient({})\nexport async function read(id: string) { return (await client.send(new GetSecretValueCommand({ SecretId: id }))).SecretString }`,
      'src/both.ts': `import { read } from './read'\nexport const again = (id: string, more: string) => Promise.all([read(id), read(more)])`,
      'src/handler.ts': `import { read } from './read'\nimport { again } from './both'\nexport const handler = async (event: any) => {\n  await read('prod/a')\n  await read(event.b)\n  await again('prod/c', process.env.D!)\n  return [1].map(read)\n}`,
    },
    reads: [
      'src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue prod/a',
      'src/handler.ts:5 AWS SDK v3 secretsmanager:GetSecretValue ? its name is not written out',
      'src/handler.ts:6 AWS SDK v3 secretsmanager:GetSecretValue prod/c',
      'src/handler.ts:6 AWS SDK v3 secretsmanager:GetSecretValue $D',
      'src/handler.ts:7 AWS SDK v3 secretsmanager:GetSecretValue ? its name is an argument that is not in sight',
    ],
  },
  {
    name: 'a name that is an argument with a default',
    files: handler(
      v3,
      `const get = (id = 'prod/a') => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }))\nawait get()\nreturn get('prod/b')`,
    ),
    reads: [
      'src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue prod/a',
      'src/handler.ts:5 AWS SDK v3 secretsmanager:GetSecretValue prod/b',
    ],
  },
  {
    name: 'names of a list',
    files: handler(
      `${v3}\nconst config = Object.freeze({ ids: ['prod/a', process.env.B] })`,
      `return config.ids.map((id) => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id })))`,
    ),
    reads: [
      'src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue prod/a',
      'src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue $B',
    ],
  },
  {
    name: 'names of a list that is not in sight',
    files: handler(v3, `return event.ids.map((id) => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id })))`),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue ? its name is not written out'],
  },
  {
    name: 'a function that calls itself',
    files: handler(
      v3,
      `const get = (id: string): unknown => event.again ? get(id) : new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }))\nreturn get('prod/a')`,
    ),
    reads: [
      'src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue ? its name is not written out',
      'src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue prod/a',
    ],
  },
  {
    name: 'a name that hides an environment variable',
    files: handler(
      v3,
      `const process = { env: { A: 'own' } }\nreturn new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: process.env.A }))`,
    ),
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue own'],
  },
  {
    name: 'a batch',
    files: handler(v3, send(`new BatchGetSecretValueCommand({ SecretIdList: ['a', process.env.B, event.c] })`)),
    reads: [
      'src/handler.ts:3 AWS SDK v3 secretsmanager:BatchGetSecretValue a',
      'src/handler.ts:3 AWS SDK v3 secretsmanager:BatchGetSecretValue $B',
      'src/handler.ts:3 AWS SDK v3 secretsmanager:BatchGetSecretValue ? its name is not written out',
    ],
  },
  {
    name: 'a batch by filters',
    files: handler(v3, send(`new BatchGetSecretValueCommand({ Filters: [] })`)),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:BatchGetSecretValue ? its SecretIdList is not written out'],
  },
  {
    name: 'parameters',
    files: handler(
      ssm,
      `const c = new SSMClient({})\nreturn [c.send(new GetParameterCommand({ Name: '/a', WithDecryption: true })),\nc.send(new GetParametersCommand({ Names: ['/b', '/c'] })),\nc.send(new GetParametersByPathCommand({ Path: '/d/' }))]`,
    ),
    reads: [
      'src/handler.ts:4 AWS SDK v3 ssm:GetParameter /a',
      'src/handler.ts:5 AWS SDK v3 ssm:GetParameters /b',
      'src/handler.ts:5 AWS SDK v3 ssm:GetParameters /c',
      'src/handler.ts:6 AWS SDK v3 ssm:GetParametersByPath /d/',
    ],
  },
  {
    name: 'pages of parameters',
    files: handler(
      `import { SSMClient, paginateGetParametersByPath } from '@aws-sdk/client-ssm'`,
      `for await (const page of paginateGetParametersByPath({ client: new SSMClient({}) }, { Path: '/app', Recursive: true })) return page`,
    ),
    reads: ['src/handler.ts:3 AWS SDK v3 ssm:GetParametersByPath /app'],
  },
  {
    name: 'an aggregated client, in a class',
    files: handler(
      `import { SecretsManager } from '@aws-sdk/client-secrets-manager'\nclass Store { client = new SecretsManager({})\n read() { return this.client.getSecretValue({ SecretId: 'a' }) } }`,
      'return new Store().read()',
    ),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue a'],
  },
  {
    name: 'an aggregated client of Parameter Store',
    files: handler(`import { SSM } from '@aws-sdk/client-ssm'\nconst ssm = new SSM()`, `return ssm.getParameters({ Names: ['/a', '/b'] })`),
    reads: ['src/handler.ts:4 AWS SDK v3 ssm:GetParameters /a', 'src/handler.ts:4 AWS SDK v3 ssm:GetParameters /b'],
  },
  {
    name: 'CommonJS',
    files: {
      'src/handler.ts': `const { SecretsManagerClient, GetSecretValueCommand: Get } = require('@aws-sdk/client-secrets-manager')\nconst ssm = require('@aws-sdk/client-ssm')\nexports.handler = async () => {\n  await new SecretsManagerClient().send(new Get({ SecretId: 'a' }))\n  return new ssm.SSMClient().send(new ssm.GetParameterCommand({ Name: '/b' }))\n}`,
    },
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue a', 'src/handler.ts:5 AWS SDK v3 ssm:GetParameter /b'],
  },
  {
    name: 'CommonJS as TypeScript writes it',
    files: {
      'src/handler.js': `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nconst client_1 = require("@aws-sdk/client-secrets-manager");\nexports.handler = async () => new client_1.SecretsManagerClient({}).send(new client_1.GetSecretValueCommand({ SecretId: "a" }));`,
      'src/handler.ts': `export { handler } from './handler.js'`,
    },
    reads: ['src/handler.js:4 AWS SDK v3 secretsmanager:GetSecretValue a'],
  },
  {
    name: 'an import when it runs',
    files: handler(
      '',
      `const { SecretsManagerClient: C, GetSecretValueCommand: G } = await import('@aws-sdk/client-secrets-manager')\nreturn new C({}).send(new G({ SecretId: 'a' }))`,
    ),
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue a'],
  },
  {
    name: 'a client that is handed on',
    files: handler(v3, 'return event.use(new SecretsManagerClient({}))'),
    reads: ['src/handler.ts:3 AWS SDK v3 - ? uses the client; what it reads is not known'],
  },
  {
    name: 'a command that is handed on',
    files: handler(v3, 'return event.use(GetSecretValueCommand)'),
    reads: ['src/handler.ts:3 AWS SDK v3 secretsmanager:GetSecretValue ? hands on GetSecretValueCommand; what it reads is not known'],
  },
  {
    name: 'all of the client',
    files: handler(`import * as sm from '@aws-sdk/client-secrets-manager'`, 'return event.use(sm)'),
    reads: ['src/handler.ts:3 AWS SDK v3 - ? uses all of @aws-sdk/client-secrets-manager; what it reads is not known'],
  },
  {
    name: 'nothing where it only writes',
    files: handler(
      `import { SecretsManagerClient, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager'`,
      send(`new PutSecretValueCommand({ SecretId: 'a' })`),
    ),
    reads: [],
  },
  {
    name: 'nothing where the import is not used, or only its types and errors are',
    files: {
      'src/unused.ts': `${v3}\nexport const read = () => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: 'a' }))\nexport const other = 1`,
      ...handler(
        `import { other } from './unused'\nimport { ResourceNotFoundException, type GetSecretValueCommandOutput } from '@aws-sdk/client-secrets-manager'`,
        'return event instanceof ResourceNotFoundException ? other : (event as GetSecretValueCommandOutput)',
      ),
    },
    reads: [],
  },
  {
    name: 'nothing in methods of that name where there is no client',
    files: handler('', `return event.gl.getParameter({ Name: 'a' })`),
    reads: [],
  },
  {
    name: 'SDK v2',
    files: handler(
      `import AWS from 'aws-sdk'\nconst sm = new AWS.SecretsManager({ region: 'eu-west-1' })\nconst ssm = new AWS.SSM()`,
      `await sm.getSecretValue({ SecretId: 'a' }).promise()\nreturn ssm.getParameter({ Name: process.env.B! }, () => undefined)`,
    ),
    reads: ['src/handler.ts:5 AWS SDK v2 secretsmanager:GetSecretValue a', 'src/handler.ts:6 AWS SDK v2 ssm:GetParameter $B'],
  },
  {
    name: 'SDK v2 by its parts, and by CommonJS',
    files: {
      'src/handler.js': `const SecretsManager = require('aws-sdk/clients/secretsmanager')\nconst { SSM } = require('aws-sdk')\nexports.handler = async () => [new SecretsManager().getSecretValue({ SecretId: 'a' }).promise(),\nnew SSM().getParametersByPath({ Path: '/b' }).promise()]`,
      'src/handler.ts': `export { handler } from './handler.js'`,
    },
    reads: ['src/handler.js:3 AWS SDK v2 secretsmanager:GetSecretValue a', 'src/handler.js:4 AWS SDK v2 ssm:GetParametersByPath /b'],
  },
  {
    name: 'SDK v2 that is traced',
    files: handler(
      `import * as xray from './xray'\nimport * as plain from 'aws-sdk'\nconst AWS = xray.captureAWS(plain)`,
      `return new AWS.SecretsManager().getSecretValue({ SecretId: 'a' }).promise()`,
    ),
    reads: ['src/handler.ts:5 AWS SDK v2 secretsmanager:GetSecretValue a'],
  },
  {
    name: 'nothing where SDK v2 is used for something else',
    files: handler(`import AWS from 'aws-sdk'`, `return new AWS.S3().getObject({ Bucket: 'a', Key: 'b' }).promise()`),
    reads: [],
  },
]
