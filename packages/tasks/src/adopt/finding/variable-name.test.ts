import { expect, test } from 'vitest'
import { saidByName } from './variable-name.ts'

test.each(
  'PAYMENTS_API_KEY API_KEY APIKEY stripeSecretKey CLIENT_SECRET GITHUB_TOKEN DB_PASSWORD DbPassword SMTP_PASS SENTRY_DSN AWS_CREDENTIALS CONNECTION_STRING API_KEY_PROD TOKEN_BASE64 SIGNING_KEY_2 PRIVATE_KEY_PEM'.split(
    ' ',
  ),
)('a variable %s holds a secret', (name) => {
  expect(saidByName(name)).toBe('secret')
})

test.each(
  'STRIPE_PUBLIC_KEY STRIPE_PUBLISHABLE_KEY KMS_KEY_ID AWS_ACCESS_KEY_ID SECRET_NAME BILLING_SECRET_ARN TOKEN_URL S3_KEY PARTITION_KEY NEXT_TOKEN MAX_TOKEN API_KEY_NAME PASSWORD_PARAMETER_NAME TOKEN_TYPE LOG_LEVEL'.split(
    ' ',
  ),
)('a variable %s holds what may be seen', (name) => {
  expect(saidByName(name)).toBe('public')
})

test.each('CURRENCY MONKEY KEYBOARD TOKENS_LEFT DATABASE_URI_SUFFIX STAGE'.split(' '))('the name %s says nothing', (name) => {
  expect(saidByName(name)).toBe('nothing')
})
