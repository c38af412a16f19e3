import { expect, test } from 'vitest'
import { assertOwn } from './assert-own.ts'

const secret = (name: string) => ({ service: 'secretsmanager' as const, name, called: `secret ${name}` })

test('refuses what another service owns, by what AWS says or by its name', () => {
  expect(() => assertOwn(secret('db'), 'rds')).toThrow('secret db is owned by the service rds')
  expect(() => assertOwn(secret('rds!cluster-1'), undefined)).toThrow('have RDS change it')
  expect(() => assertOwn(secret('opsworks-cm!x'), undefined)).toThrow('change it in opsworks-cm itself')
})

test('lets everything else be', () => {
  for (const name of ['prod/stripe', 'hello!x', 'rds!', '!x', 'prod/rds!x', 'constructor!x'])
    expect(() => assertOwn(secret(name), undefined)).not.toThrow()
  expect(() => assertOwn({ service: 'ssm', name: 'rds!x', called: 'parameter rds!x' }, undefined)).not.toThrow()
})
