import { GetRandomPasswordCommand, type GetRandomPasswordCommandInput } from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { type Clients, sessionOf, started } from './started.ts'

const password = async ({ secrets }: Clients, input: GetRandomPasswordCommandInput = {}) =>
  (await secrets.send(new GetRandomPasswordCommand(input))).RandomPassword ?? ''

test('a password has 32 characters of every type unless asked otherwise, and no two are alike', async () => {
  const clients = await started()
  const made = await Promise.all(Array.from({ length: 20 }, () => password(clients)))
  for (const each of made) {
    expect(each).toHaveLength(32)
    for (const type of [/[a-z]/, /[A-Z]/, /\d/, /[!-/:-@[-`{-~]/]) expect(each).toMatch(type)
    expect(each).toMatch(/^[!-~]+$/)
  }
  expect(new Set(made).size).toBe(20)
})

test.each<[string, GetRandomPasswordCommandInput, RegExp]>([
  ['of one character', { PasswordLength: 1, RequireEachIncludedType: false }, /^[!-~]$/],
  ['of 4,096 characters', { PasswordLength: 4096 }, /^[!-~]{4096}$/],
  ['without numbers', { PasswordLength: 500, ExcludeNumbers: true }, /^\D{500}$/],
  ['without punctuation', { PasswordLength: 500, ExcludePunctuation: true }, /^[a-zA-Z0-9]{500}$/],
  [
    'of letters that are small',
    { PasswordLength: 500, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
    /^[a-z]{500}$/,
  ],
  [
    'of letters that are capital',
    { PasswordLength: 500, ExcludeLowercase: true, ExcludeNumbers: true, ExcludePunctuation: true },
    /^[A-Z]{500}$/,
  ],
  ['without characters that are named', { PasswordLength: 500, ExcludeCharacters: 'abc"\'`\\/@' }, /^[^abc"'`\\/@]{500}$/],
  ['with a space', { PasswordLength: 5, IncludeSpace: true }, / /],
])('a password %s is made', async (_, input, expected) => {
  expect(await password(await started(), input)).toMatch(expected)
})

test.each<[string, GetRandomPasswordCommandInput, string, string]>([
  [
    'shorter than the types it needs',
    { PasswordLength: 3 },
    'InvalidParameterException',
    'Password length is too short based on the required types.',
  ],
  [
    'of no character',
    { ExcludeNumbers: true, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeLowercase: true },
    'InvalidParameterException',
    'excluded',
  ],
  ['of 4,097 characters', { PasswordLength: 4097 }, 'ValidationException', 'less than or equal to 4096'],
  ['of length 0', { PasswordLength: 0 }, 'ValidationException', 'greater than or equal to 1'],
])('a password %s is refused', async (_, input, name, message) => {
  await expect(password(await started(), input)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
})

test('making a password takes a right of its own', async () => {
  const administrator = await started()
  await expect(password(await sessionOf(administrator, 'nobody', []))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: secretsmanager:GetRandomPassword because'),
  })
  const statements = [{ Effect: 'Allow', Action: 'secretsmanager:GetRandomPassword', Resource: '*' }]
  expect(await password(await sessionOf(administrator, 'maker', statements))).toHaveLength(32)
})
