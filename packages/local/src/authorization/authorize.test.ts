import { compilePolicy, parsePolicy, resourcePolicyAllows } from '@sallyport/iam'
import { expect, test } from 'vitest'
import { denialOf } from './authorize.ts'
import { denialMessage } from './denial-message.ts'
import type { Permission } from './permission.ts'

const caller = 'arn:aws:iam::123456789012:user/somebody'
const asked = { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:us-east-1:123456789012:function:f' }
const refused = `User: ${caller} is not authorized to perform: lambda:InvokeFunction on resource: ${asked.resource}`

const own = (Effect: 'Allow' | 'Deny') => [compilePolicy('own', parsePolicy(policyOf({ Effect, Action: '*', Resource: '*' })))]

function resourcePolicy(Effect: 'Allow' | 'Deny', AWS: string) {
  const policy = parsePolicy(policyOf({ Effect, Principal: { AWS }, Action: '*', Resource: '*' }), { kind: 'resource' })
  return resourcePolicyAllows(policy, { ...asked, principal: { arn: caller, accountId: '123456789012' }, context: {} })
}

function policyOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
}

function outcome(policies: ReturnType<typeof own>, more: Partial<Permission> = {}): string {
  const permission = { ...asked, ...more }
  const denial = denialOf(permission, policies, {})
  return denial === undefined ? 'allowed' : denialMessage(caller, permission, denial)
}

const [byName, byAccount] = [caller, '123456789012']

test('the caller’s own policies are enough where the resource’s policy says nothing', () => {
  expect(outcome(own('Allow'))).toBe('allowed')
  expect(outcome([])).toBe(`${refused} because no identity-based policy allows the lambda:InvokeFunction action`)
})

test('a resource’s policy that names the caller is enough, one that names its account only delegates', () => {
  expect(outcome([], { resourcePolicy: resourcePolicy('Allow', byName) })).toBe('allowed')
  expect(outcome(own('Allow'), { resourcePolicy: resourcePolicy('Allow', byAccount) })).toBe('allowed')
  expect(outcome([], { resourcePolicy: resourcePolicy('Allow', byAccount) })).toBe(
    `${refused} because no identity-based policy allows the lambda:InvokeFunction action`,
  )
})

test('an explicit deny wins over what the other policy allows, and says whose it is', () => {
  expect(outcome(own('Deny'), { resourcePolicy: resourcePolicy('Allow', byName) })).toBe(
    `${refused} with an explicit deny in an identity-based policy`,
  )
  expect(outcome(own('Allow'), { resourcePolicy: resourcePolicy('Deny', byName) })).toBe(
    `${refused} with an explicit deny in a resource-based policy`,
  )
})

test('a refusal that hides its reason tells the caller’s own explicit deny alone', () => {
  const hidesReason = true
  for (const each of ['none', resourcePolicy('Deny', byName), resourcePolicy('Allow', byAccount)] as const) {
    expect(outcome([], { resourcePolicy: each, hidesReason })).toBe(refused)
  }
  expect(outcome(own('Deny'), { resourcePolicy: 'none', hidesReason })).toBe(`${refused} with an explicit deny in an identity-based policy`)
})
