import { policyOf, secretReadStatement } from '@sallyport/iam'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeSecret } from './made-secret.ts'
import { ownAccount } from './own-account.ts'
import { asReferences, editedByReference, parametersIn, referenceTo, withReferences } from './parameter-reference.ts'

const template = { file: '/shop/template.yaml', cdkApp: undefined }
const reading = (stage: string) => policyOf(secretReadStatement({ place: { name: `${stage}/stripe` }, ...ownAccount }))
const grant = (text: string, stage: string) =>
  editedByReference(template, [{ kind: 'grant', function: 'Checkout', policy: reading(stage), account: ownAccount }], text)
const before = `Parameters: { Stage: { Type: String } }
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties: # of \${Stage} and \${Other}
      FunctionName: !Sub "\${Stage}-checkout" # stays
`

test('a policy for every stage refers to the parameter, and the rest of the template stays as it is', async () => {
  const { after, difference } = await grant(before, referenceTo('Stage'))
  expect(after.startsWith(before)).toBe(true)
  expect(after).toContain(`:secret:\${Stage}/stripe-??????"`)
  expect(difference).toMatch(/^\+.*:secret:\$\{Stage\}\/stripe-/m)
  expect(await grant(after, referenceTo('Stage'))).toMatchObject({ after, difference: '' })
  expect((await grant(after, 'prod')).after).toContain(':secret:prod/stripe-??????"')
})

test('a policy for a secret that the template makes without a name refers to the secret', async () => {
  const policy = policyOf(secretReadStatement({ place: { name: madeSecret('Billing') }, ...ownAccount }))
  const change = { kind: 'grant' as const, function: 'Checkout', policy, account: ownAccount }
  const { after, difference } = await editedByReference(template, [change], before)
  expect(after.startsWith(before)).toBe(true)
  expect(after).toMatch(/Resource: !Sub "?\$\{Billing\}"?$/m)
  expect(difference).not.toContain('_=')
  expect(await editedByReference(template, [change], after)).toMatchObject({ after, difference: '' })
})

test('a template that holds what would stand for the parameter is refused', async () => {
  await expect(grant(`${before}# ${referenceTo('Stage')}\n`, referenceTo('Stage'))).rejects.toThrow('may not hold the text')
})

test('references become text and come back, and nothing else does', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9]{1,12}$/)
  const text = fc
    .array(
      fc.oneof(
        name.map((each) => `\${${each}}`),
        fc.constantFrom('arn:', '-', '_', '/', '-_', '_-', '$'),
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.uniqueArray(name, { maxLength: 4 }), (written, parameters) => {
      fc.pre(parametersIn(written).length === 0)
      expect(withReferences(asReferences(written, parameters), parameters)).toBe(written)
    }),
  )
})
