import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Reach, readTemplate } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { missingStage } from './missing-stage.ts'

/** Of a function with these variables that reads a secret of this name, in a template with this parameter. */
function missing({ parameter = 'Stage', variables = '{}', secret = '{stage}/stripe' }) {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-stage-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const file = join(root, 'template.yaml')
  writeFileSync(
    file,
    `Parameters: { ${parameter}: { Type: String } }
Resources:
  Pay:
    Type: AWS::Lambda::Function
    Properties: { Handler: pay.handler, Runtime: nodejs24.x, Environment: { Variables: ${variables} } }
`,
  )
  const template = readTemplate(file)
  const [found] = template.functions
  if (found === undefined) throw new Error('the template has no function')
  const reach = { secrets: [{ place: { service: 'secretsmanager', name: secret } }] } as unknown as Reach // all that is looked at
  return missingStage({ ...found, template }, reach, root)
}

test('a function whose names have a stage gets it from the parameter of its template', () => {
  expect(missing({})).toEqual({
    parameter: 'Stage',
    change: { kind: 'setVariable', function: 'Pay', variable: 'SALLYPORT_STAGE', value: { Ref: 'Stage' } },
    note: 'its code takes {stage} from SALLYPORT_STAGE, which template.yaml does not set: it needs SALLYPORT_STAGE: !Ref Stage',
  })
  expect(missing({ parameter: 'EnvName' })?.parameter).toBe('EnvName')
})

test('without such a parameter that is only told', () => {
  expect(missing({ parameter: 'Colour' })).toMatchObject({
    parameter: undefined,
    change: undefined,
    note: expect.stringContaining('set it'),
  })
})

test('a function that has the variable, however it is set, or whose names have no stage, lacks nothing', () => {
  for (const value of ['prod', '!Ref Stage', '!ImportValue stage'])
    expect(missing({ variables: `{ SALLYPORT_STAGE: ${value} }` }), value).toBeUndefined()
  expect(missing({ secret: 'shop/stripe' })).toBeUndefined()
})
