import { expect, test } from 'vitest'
import { missing, namingMissing } from './not-found.ts'

const account = (target: 'aws' | 'local') =>
  // of an account only these are asked
  ({ target, describe: async () => ({ target, accountId: '123456789012', region: 'eu-central-1' }) }) as unknown as Parameters<
    typeof missing
  >[1]
const parameter = { called: 'parameter key', name: 'key', service: 'ssm' } as const
const secret = { called: 'secret rds!db', name: 'rds!db', service: 'secretsmanager' } as const

test('for a parameter, proposes to store a parameter', async () => {
  const { message } = await missing(parameter, account('local'))
  expect(message).toBe(
    'parameter key does not exist in account 123456789012, region eu-central-1: run "sallyport list --local" to see what does, or "sallyport put key --parameter --local" to store it',
  )
})

test('for a secret without a value, proposes to put it where it is', async () => {
  const said = Object.assign(new Error("Secrets Manager can't find the specified secret value for staging label: AWSCURRENT"), {
    name: 'ResourceNotFoundException',
  })
  await expect(namingMissing(secret, { account: account('local') })(said)).rejects.toThrow(`run "sallyport put 'rds!db' --local"`)
  await expect(namingMissing(secret, { account: account('aws') })(said)).rejects.toThrow(`run "sallyport put 'rds!db'"`)
})
