// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, some of it templates
import { handler, type OtherReadsCase, v3 } from './other-reads-case.ts'

/** Reads by Powertools, middy, the Lambda extension, and packages. */
export const libraryReadsCases: readonly OtherReadsCase[] = [
  {
    name: 'Powertools',
    files: handler(
      `import { getSecret } from '@aws-lambda-powertools/parameters/secrets'\nimport { getParameter, getParameters, getParametersByName } from '@aws-lambda-powertools/parameters/ssm'`,
      `await getSecret('a', { maxAge: 60 })\nawait getParameter(process.env.B!, { decrypt: true })\nawait getParameters('/c')\nreturn getParametersByName({ '/d': {}, '/e': { decrypt: true } })`,
    ),
    reads: [
      'src/handler.ts:4 Powertools secretsmanager:GetSecretValue a',
      'src/handler.ts:5 Powertools ssm:GetParameter $B',
      'src/handler.ts:6 Powertools ssm:GetParametersByPath /c',
      'src/handler.ts:7 Powertools ssm:GetParameters /d',
      'src/handler.ts:7 Powertools ssm:GetParameters /e',
      'src/handler.ts:7 Powertools ssm:GetParameter /e',
    ],
  },
  {
    name: "Powertools' providers",
    files: handler(
      `import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets'\nimport { SSMProvider } from '@aws-lambda-powertools/parameters/ssm'\nconst secrets = new SecretsProvider()\nconst plain = new Map()\nclass Own { ssm = new SSMProvider()\n all() { return this.ssm.getMultiple('/b') } }`,
      `plain.get('not a secret')\nawait secrets.get('a')\nreturn new Own().all()`,
    ),
    reads: ['src/handler.ts:6 Powertools ssm:GetParametersByPath /b', 'src/handler.ts:9 Powertools secretsmanager:GetSecretValue a'],
  },
  {
    name: 'a provider of Powertools that is handed on',
    files: handler(
      `import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets'\nconst secrets = new SecretsProvider()`,
      `await secrets.get('a')\nreturn event.use(secrets)`,
    ),
    reads: [
      'src/handler.ts:2 Powertools - ? uses SecretsProvider; what it reads is not known',
      'src/handler.ts:4 Powertools secretsmanager:GetSecretValue a',
    ],
  },
  {
    name: 'middy',
    files: {
      'src/handler.ts': `import middy from '@middy/core'
import secretsManager, { secret } from '@middy/secrets-manager'
import ssm from '@middy/ssm'
export const handler = middy(async () => 1)
  .use(secretsManager({ fetchData: { stripe: 'prod/stripe', crm: secret(process.env.CRM!) }, awsClientOptions: {} }))
  .use(ssm({
    fetchData: {
      key: '/prod/key',
      all: '/prod/app/',
    },
  }))`,
    },
    packages: ['@middy/core', '@middy/util'],
    reads: [
      'src/handler.ts:5 middy secretsmanager:GetSecretValue prod/stripe',
      'src/handler.ts:5 middy secretsmanager:GetSecretValue $CRM',
      'src/handler.ts:8 middy ssm:GetParameters /prod/key',
      'src/handler.ts:9 middy ssm:GetParametersByPath /prod/app/',
    ],
  },
  {
    name: 'middy with names that are not in sight',
    files: handler(
      `import ssm from '@middy/ssm'`,
      `const fetchData = { a: '/a', ...event.more }\nreturn [ssm({ fetchData }), ssm(event.options)]`,
    ),
    reads: [
      'src/handler.ts:3 middy ssm:GetParameters /a',
      'src/handler.ts:4 middy - ? a part of its fetchData is not written out',
      'src/handler.ts:4 middy - ? its fetchData is not written out',
    ],
  },
  {
    name: 'the extension',
    files: handler(
      'const port = process.env.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT',
      "const a = await fetch(`http://localhost:${port}/secretsmanager/get?secretId=prod%2Fstripe&versionStage=AWSCURRENT`)\nconst b = await fetch('http://localhost:2773/systemsmanager/parameters/get?withDecryption=true&name=' + encodeURIComponent(process.env.NAME!))\nconst c = await fetch(`http://localhost:2773/secretsmanager/get?secretId=${event.id}`)\nreturn [a, b, c, '/secretsmanager/get']",
    ),
    reads: [
      'src/handler.ts:3 AWS Parameters and Secrets Extension secretsmanager:GetSecretValue prod/stripe',
      'src/handler.ts:4 AWS Parameters and Secrets Extension ssm:GetParameter $NAME',
      'src/handler.ts:5 AWS Parameters and Secrets Extension secretsmanager:GetSecretValue ? its name is not written out',
      'src/handler.ts:6 AWS Parameters and Secrets Extension secretsmanager:GetSecretValue ? its secretId is not written out',
    ],
  },
  {
    name: 'a read in a package',
    files: {
      'node_modules/reads/index.js': `${v3}\nexport const read = () => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: 'theirs' }))`,
      'node_modules/reads/package.json': '{"name":"reads","main":"index.js"}',
      ...handler(`import { read } from 'reads'`, 'return read()'),
    },
    reads: ['node_modules/reads/index.js:2 AWS SDK v3 secretsmanager:GetSecretValue theirs'],
  },
  {
    name: 'two readings of one file, each in its line',
    files: handler(
      v3,
      `const get = (SecretId: string) => new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }))\nawait get('a')\nreturn get('b')`,
    ),
    reads: ['src/handler.ts:4 AWS SDK v3 secretsmanager:GetSecretValue a', 'src/handler.ts:5 AWS SDK v3 secretsmanager:GetSecretValue b'],
  },
]
