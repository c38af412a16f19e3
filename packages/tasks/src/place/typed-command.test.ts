import { expect, test } from 'vitest'
import { typedCommand, typedLine } from './typed-command.ts'

const aws = { target: 'aws' } as const
const local = { target: 'local' } as const

test('says which service and which account, where the name alone does not', () => {
  expect(typedCommand('put', { service: 'secretsmanager', id: 'dev/stripe' }, aws)).toBe('sallyport put dev/stripe')
  expect(typedCommand('put', { service: 'ssm', id: '/dev/stripe' }, local)).toBe('sallyport put /dev/stripe --local')
  expect(typedCommand('put', { service: 'ssm', id: 'key' }, local, ['--kind', 'api-key'])).toBe(
    'sallyport put key --kind api-key --parameter --local',
  )
  expect(typedLine(['list'], local)).toBe('sallyport list --local')
})

test('is one line of a shell, whatever a name or a version label holds', () => {
  expect(typedCommand('history', { service: 'secretsmanager', id: 'rds!db' }, aws)).toBe("sallyport history 'rds!db'")
  expect(typedCommand('rollback', { service: 'ssm', id: 'key' }, aws, ['--to', 'a b'])).toBe(
    "sallyport rollback key --to 'a b' --parameter",
  )
})
