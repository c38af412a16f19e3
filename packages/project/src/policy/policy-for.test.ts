import { expect, test } from 'vitest'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import type { Place } from '../declaration/place.ts'
import type { Reach } from '../reach/reach.ts'
import { policyFor } from './policy-for.ts'

const target = { region: 'eu-west-1', accountId: '111122223333', stage: 'prod' }
const secret = (place: Place, options: Record<string, unknown> = {}): DeclaredSecret => ({
  id: `src/secrets.ts#${place.name}`,
  kind: 'text',
  place,
  exportName: place.name,
  file: 'src/secrets.ts',
  line: 1,
  options,
})
const reach = (secrets: DeclaredSecret[], open: Reach['open'] = []): Reach => ({ function: 'checkout', secrets, open, externals: [] })

test('allows exactly what the function reaches, in its stage', () => {
  const reached = reach([
    secret({ service: 'secretsmanager', name: '{stage}/stripe' }),
    secret({ service: 'ssm', name: '/{stage}/weather/key' }),
  ])
  expect(policyFor(reached, target)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadParameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/weather/key'],
      },
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-??????'],
      },
    ],
  })
})

test('names the full ARN where it is known, or declared', () => {
  const known = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf'
  const declared = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:partner-GhIjKl'
  const reached = reach([
    secret({ service: 'secretsmanager', name: '{stage}/stripe' }),
    secret({ service: 'secretsmanager', name: declared }),
  ])
  expect(policyFor(reached, { ...target, knownArns: { 'prod/stripe': known } }).Statement[0]?.Resource).toEqual([known, declared])
})

test('keeps the version stage that the declaration names', () => {
  const reached = reach([secret({ service: 'secretsmanager', name: 'key' }, { versionStage: 'AWSPREVIOUS' })])
  expect(policyFor(reached, target).Statement[0]?.Condition).toEqual({ StringEquals: { 'secretsmanager:VersionStage': ['AWSPREVIOUS'] } })
})

test('refuses a function that is open, with file, line and reason', () => {
  const open = reach([], [{ file: 'src/handler.ts', line: 3, reason: 'uses eval, whose code is not seen' }])
  expect(() => policyFor(open, target)).toThrow(
    expect.objectContaining({ code: 'REACH_OPEN', message: expect.stringContaining('src/handler.ts:3 uses eval, whose code is not seen') }),
  )
})

test.each([undefined, '', '*', 'a/b', 'x'.repeat(33)])('refuses the stage %j for a name that needs one', (stage) => {
  expect(() => policyFor(reach([secret({ service: 'ssm', name: '/{stage}/a' })]), { ...target, stage })).toThrow(
    expect.objectContaining({ code: 'STAGE_INVALID' }),
  )
})

test.each(['customers/{id}', '{stge}/stripe'])('refuses the name %s, whose braces are none it can fill in', (name) => {
  expect(() => policyFor(reach([secret({ service: 'secretsmanager', name })]), target)).toThrow(
    expect.objectContaining({ code: 'PLACE_UNSUPPORTED' }),
  )
})

test.each(['prod/*', 'prod/stripe??'])('never grants more than one secret: the name %s is refused', (name) => {
  expect(() => policyFor(reach([secret({ service: 'secretsmanager', name })]), target)).toThrow('wildcard')
})
