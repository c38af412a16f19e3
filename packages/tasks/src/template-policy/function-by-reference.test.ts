import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadProject } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { functionByReference } from './function-by-reference.ts'
import { madeSecret } from './made-secret.ts'
import { referenceTo } from './parameter-reference.ts'

/** What becomes of a function's variables, of which the template has these. */
async function variables(written: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-reference-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, '.git')) // the project ends here
  const lines = written.map((each) => `          ${each}\n`).join('')
  writeFileSync(join(folder, 'app.js'), 'exports.handler = async () => 1\n')
  writeFileSync(
    join(folder, 'template.yaml'),
    `Parameters:
  Stage: { Type: String, Default: dev }
  Given: { Type: String }
  Hidden: { Type: String, NoEcho: true }
  Arn: { Type: String, Default: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:partner-AbCdEf" }
  AVeryLongNameOfAParameterForAStage: { Type: String, Default: dev }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Made: { Type: AWS::SecretsManager::Secret }
  MadeParameter: { Type: AWS::SSM::Parameter, Properties: { Type: String, Value: a } }
  App:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: app.handler
      Environment:
        Variables:
${lines}`,
  )
  const [found] = (await loadProject(folder)).functions
  if (found?.template === undefined) throw new Error('the template has no function')
  const { function: changed, stage, byDefault } = await functionByReference(found, found.template)
  return {
    environment: changed.environment,
    unknown: Object.keys(changed.unknownEnvironment ?? {}),
    stage,
    byDefault: byDefault.map(({ variable }) => variable),
  }
}

const stage = referenceTo('Stage')

test('what a parameter of the template makes of a name is referred to', async () => {
  expect(
    await variables(['SALLYPORT_STAGE: !Ref Stage', `A: !Sub "shop/\${Stage}/a"`, 'B: !Join [/, [shop, !Ref Stage]]', 'C: plain']),
  ).toEqual({
    environment: { SALLYPORT_STAGE: stage, A: `shop/${stage}/a`, B: `shop/${stage}`, C: 'plain' },
    unknown: [],
    stage,
    byDefault: [],
  })
})

test('a stage without a default is referred to, and so is what it is a part of', async () => {
  const given = referenceTo('Given')
  expect(await variables(['SALLYPORT_STAGE: !Ref Given', `A: !Sub "shop/\${Given}"`])).toMatchObject({
    environment: { SALLYPORT_STAGE: given, A: `shop/${given}` },
    unknown: [],
  })
})

test('what the template makes without a name is referred to', async () => {
  expect(await variables(['A: !Ref Made', 'B: !Sub "${Made}"', 'C: !GetAtt Made.Id', 'D: !Ref MadeParameter'])).toMatchObject({
    environment: { A: madeSecret('Made'), B: madeSecret('Made'), C: madeSecret('Made'), D: referenceTo('MadeParameter') },
    unknown: [],
  })
})

test('what may be an ARN is not taken for a name', async () => {
  const found = await variables(['SALLYPORT_STAGE: !Ref Given', 'A: !Ref Given', 'B: !Ref Hidden', 'C: !Ref Arn'])
  expect(found.unknown).toEqual(['A', 'B'])
  expect(found.environment['C']).toMatch(/^arn:/)
  expect(found.byDefault).toEqual(['C'])
})

test('what a condition chooses has the value that the defaults give, and that is told', async () => {
  const found = await variables(['A: !If [IsProd, shop/live, shop/test]', 'SALLYPORT_STAGE: !Ref AVeryLongNameOfAParameterForAStage'])
  expect(found.environment).toEqual({ A: 'shop/test', SALLYPORT_STAGE: 'dev' })
  expect(found.byDefault.sort()).toEqual(['A', 'SALLYPORT_STAGE'])
})
