import { expect, test } from 'vitest'
import { rawExchange, rawRequest, sentUnsigned } from './raw-http.ts'
import { started } from './started.ts'

test('an unknown action of the Query protocol is an InvalidAction in XML', async () => {
  const { local } = await started({ auth: 'off' })
  const headers = { Host: `127.0.0.1:${local.port}`, 'Content-Type': 'application/x-www-form-urlencoded' }
  const answer = await rawExchange(local.port, rawRequest('POST', '/', headers, 'Action=Steal&Version=2011-06-15'))
  expect(answer?.status).toBe(400)
  expect(answer?.body).toMatch(
    /<Error><Type>Sender<\/Type><Code>InvalidAction<\/Code><Message>sallyport serves no Steal action yet<\/Message><\/Error><RequestId>/,
  )
})

/** As a client of `service` would sign it; nothing here verifies the signature. */
const signedFor = (service: string) => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261124/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`,
})

test.each([
  ['of a service of the Query protocol', 'POST', '/', 'iam', 'Action=ListUsers', 'sallyport serves no iam.ListUsers yet'],
  [
    'of another version of a served API',
    'GET',
    '/2017-03-31/tags/x',
    'lambda',
    '',
    'serves no lambda operation at GET /2017-03-31/tags/x yet',
  ],
  [
    'of S3',
    'GET',
    '/?x-id=ListBuckets',
    's3',
    '',
    '<Code>InvalidAction</Code><Message>sallyport does not serve s3 yet: it serves cloudtrail,',
  ],
  ['of SQS', 'POST', '/', 'sqs', 'Action=ListQueues', '<Message>sallyport does not serve sqs yet: it serves cloudtrail, '],
  ['of API Gateway', 'GET', '/restapis', 'apigateway', '', '"Message":"sallyport does not serve apigateway yet: it serves cloudtrail, '],
])('a call %s that is not served here is told so by name', async (_, method, path, service, body, message) => {
  for (const auth of ['enforce', 'off'] as const) {
    const { local } = await started({ auth })
    const headers = { Host: `127.0.0.1:${local.port}`, 'Content-Type': 'application/x-www-form-urlencoded', ...signedFor(service) }
    const answer = await rawExchange(local.port, rawRequest(method, path, headers, body))
    expect(answer?.status).toBeGreaterThanOrEqual(400)
    expect(answer?.status).toBeLessThan(500)
    expect(answer?.body).toContain(message)
  }
})

test('what cannot be a name is not repeated', async () => {
  const clients = await started({ auth: 'off' })
  for (const [target, part] of [
    [`secretsmanager.${'x'.repeat(200)}`, 'xx'],
    ['secretsmanager.a planted b', 'planted'],
    ['secretsmanager.<planted>', 'planted'],
    ['planted/b.c', 'planted'],
  ] as const) {
    const answer = await sentUnsigned(clients, target, '{}')
    expect(answer?.status).toBe(400)
    expect(answer?.body).toMatch(/the request names no operation of (secretsmanager|a service)/)
    expect(answer?.body).not.toContain(part)
  }
})
