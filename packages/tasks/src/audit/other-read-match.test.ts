import { expect, test } from 'vitest'
import { otherReadMatch } from './other-read-match.ts'

const secret = (name: string) => ({ service: 'secretsmanager', name }) as const
const parameter = (name: string) => ({ service: 'ssm', name }) as const

function match(service: 'secretsmanager' | 'ssm', named: { name?: string; pattern?: string }, byPath = false) {
  const action = service === 'secretsmanager' ? 'secretsmanager:GetSecretValue' : byPath ? 'ssm:GetParametersByPath' : 'ssm:GetParameter'
  return otherReadMatch({ service, action, name: named.name, pattern: named.pattern }, [])
}

test('knows a secret by name and by ARN, and no other', () => {
  for (const name of ['prod/crm', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/crm-AbCdEf']) {
    const isRead = match('secretsmanager', { name })
    expect(isRead?.(secret('prod/crm'))).toBe(true)
    expect(isRead?.(secret('prod/crm2'))).toBe(false)
    expect(isRead?.(parameter('prod/crm'))).toBe(false)
  }
})

test('knows a parameter with its version, a path, and a secret by way of Parameter Store', () => {
  expect(match('ssm', { name: '/prod/flags:3' })?.(parameter('/prod/flags'))).toBe(true)
  expect(match('ssm', { name: '/prod/' }, true)?.(parameter('/prod/*'))).toBe(true)
  expect(match('ssm', { name: '/prod' }, true)?.(parameter('/prod/flags'))).toBe(false)
  expect(match('ssm', { name: '/aws/reference/secretsmanager/prod/crm' })?.(secret('prod/crm'))).toBe(true)
})

test('knows a name that a variable is a part of', () => {
  const isRead = match('secretsmanager', { pattern: '$' + '{STAGE}/crm' })
  expect(isRead?.(secret('prod/crm'))).toBe(true)
  expect(isRead?.(secret('prod/stripe'))).toBe(false)
  expect(match('secretsmanager', { pattern: 'crm-$' + '{STAGE}' })?.(secret('crm-'))).toBe(false)
  expect(match('ssm', { pattern: '/$' + '{STAGE}/flags' })?.(parameter('/prod/flags'))).toBe(true)
})

test('claims nothing where the name is not known, or is made of variables alone', () => {
  expect(match('secretsmanager', {})).toBeUndefined()
  expect(match('secretsmanager', { pattern: '$' + '{A}/$' + '{B}' })).toBeUndefined()
})
