import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { templateIn } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { foundSecrets } from './found-secrets.ts'

interface Written {
  readonly key: string
  readonly stage?: string
  readonly code?: string
}

/** What is found in a template with these functions: of each secret its stages, and how many variables hold it. */
function foundIn(functions: Readonly<Record<string, Written>>) {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-staged-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const resources = Object.entries(functions).map(([id, { stage, key, code = 'pay' }]) => {
    writeFileSync(join(root, `${code}.js`), '')
    const variables = [`PAY_KEY: ${key}`, ...(stage === undefined ? [] : [`SALLYPORT_STAGE: ${stage}`])].join(', ')
    const properties = `CodeUri: ., Handler: ${code}.handler, Runtime: nodejs24.x, Environment: { Variables: { ${variables} } }`
    return `  ${id}: { Type: AWS::Serverless::Function, Properties: { ${properties} } }\n`
  })
  const template = templateIn(
    join(root, 'template.yaml'),
    `Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, Default: prod } }
Resources:
${resources.join('')}`,
  )
  const { secrets } = foundSecrets(template.functions.map((each) => ({ ...each, template })))
  return secrets.map(({ stages, variables }) => `${stages.map(({ stage }) => stage).join('+') || 'any'}: ${variables.length}`)
}

const [one, other] = ['first-Zk3vQ9mXr27LbTfWc81', 'second-Zk3vQ9mXr27LbTfWc81']
const resolved = (name: string) => `"{{resolve:secretsmanager:${name}}}"`

test.each([
  ['one source in two stages has one secret', { A: { stage: 'dev', key: one }, B: { stage: 'prod', key: other } }, ['dev+prod: 2']],
  ['one value in both stages is one secret too', { A: { stage: 'dev', key: one }, B: { stage: 'prod', key: one } }, ['dev+prod: 2']],
  [
    'secrets that exist, named by their stages, are one',
    { A: { stage: 'dev', key: resolved('dev/pay') }, B: { stage: 'prod', key: resolved('prod/pay') } },
    ['dev+prod: 2'],
  ],
  [
    'secrets that exist by other names stay two',
    { A: { stage: 'dev', key: resolved('dev/pay') }, B: { stage: 'prod', key: resolved('prod/paid') } },
    ['dev: 1', 'prod: 1'],
  ],
  [
    'other sources have secrets of their own',
    { A: { stage: 'dev', key: one }, B: { stage: 'prod', key: other, code: 'bill' } },
    ['dev: 1', 'prod: 1'],
  ],
  [
    'of two values in one stage none can be told from the other',
    { A: { stage: 'dev', key: one }, B: { stage: 'dev', key: other } },
    ['dev: 1', 'dev: 1'],
  ],
  ['a function without a stage may be of any', { A: { stage: 'dev', key: one }, B: { key: other } }, ['dev: 1', 'any: 1']],
  [
    'a stage that is a parameter is one of many',
    { A: { stage: 'dev', key: one }, B: { stage: '!Ref Stage', key: other } },
    ['dev: 1', 'any: 1'],
  ],
] as const)('%s', (_name, functions, expected) => {
  expect(foundIn(functions)).toEqual(expected)
})
