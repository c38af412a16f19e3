import dns from 'node:dns'
import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { errorReply, type Seen, secretReply } from '../../test/fake-aws.ts'
import { functionOf } from '../../test/function-of.ts'

const secretArn = (region: string, partition = 'aws') => `arn:${partition}:secretsmanager:${region}:111122223333:secret:partner-AbCdEf`
const parameterArn = (region: string, name = '/prod/key') => `arn:aws:ssm:${region}:111122223333:parameter${name}`
const scopeOf = ({ headers }: Seen) => /Credential=\w+\/\d+\/(\S+)\/aws4_request/.exec(String(headers.authorization))?.[1]

/** The answer of `GetParameters` to ARNs: the names as Parameter Store says them, and the ARNs beside. */
const byArn = ({ input }: Seen) => ({
  body: {
    Parameters: (input['Names'] as string[]).map((id) => ({
      Name: id.replace(/^arn.*:parameter/, ''),
      ARN: id,
      Value: `value of ${id}`,
      Version: 1,
    })),
  },
})

test.for([
  ['eu-west-1', 'aws'],
  ['us-east-2', 'aws'],
  ['cn-north-1', 'aws-cn'],
])('sends the ARN of a secret in %s whole, signed for its region', async ([region = '', partition]) => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const arn = secretArn(region, partition)
  expect((await text(arn).get()).reveal()).toBe('key-1')
  expect(aws.seen.map((seen) => [seen.input['SecretId'], scopeOf(seen)])).toEqual([[arn, `${region}/secretsmanager`]])
})

test('takes the region of an ARN without any other region', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'), { AWS_REGION: '' })
  await text(secretArn('us-east-2')).get()
  expect(aws.seen.map(scopeOf)).toEqual(['us-east-2/secretsmanager'])
  await expect(text('partner').get()).rejects.toMatchObject({ code: 'REGION_MISSING' })
})

test('asks the endpoint of the ARN’s own region', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'), { AWS_ENDPOINT_URL: '', AWS_MAX_ATTEMPTS: '1' })
  // No name is looked up, and nothing leaves this machine: the host that is asked for is seen here.
  const lookUp = vi.spyOn(dns, 'lookup').mockImplementation(((host: string, _: unknown, done: (error: Error) => void) => {
    setImmediate(done, Object.assign(new Error(host), { code: 'ENOTFOUND' }))
  }) as never)
  try {
    await expect(text(secretArn('us-iso-east-1', 'aws-iso')).get()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' })
    expect(lookUp.mock.calls.map(([host]) => host)).toEqual(['secretsmanager.us-iso-east-1.c2s.ic.gov'])
  } finally {
    lookUp.mockRestore()
  }
  expect(aws.seen).toHaveLength(0)
})

test('fills the stage into an ARN', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'), { SALLYPORT_STAGE: 'prod' })
  await text('arn:aws:secretsmanager:eu-west-1:111122223333:secret:{stage}/partner-AbCdEf').get()
  expect(aws.seen[0]?.input['SecretId']).toBe('arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/partner-AbCdEf')
})

test('joins parameters by region, and finds each in the answer by its ARN', async () => {
  const { aws, text } = await functionOf(byArn)
  const places = ['/a', '/b', parameterArn('eu-west-1', '/a'), parameterArn('us-east-2', '/a'), parameterArn('us-east-2', '/b')]
  const values = await Promise.all(places.map((parameter) => text({ parameter }).get()))
  expect(values.map((value) => value.reveal())).toEqual(places.map((place) => `value of ${place}`))
  const asked = aws.seen.map((seen) => `${scopeOf(seen)}: ${(seen.input['Names'] as string[]).join(' ')}`)
  expect(asked.sort()).toEqual(['eu-west-1/ssm: /a /b', `eu-west-1/ssm: ${places[2]}`, `us-east-2/ssm: ${places[3]} ${places[4]}`])
})

test('joins parameters of one account: what another refuses is refused to no neighbour', async () => {
  const { aws, text } = await functionOf(byArn)
  const own = parameterArn('eu-west-1', '/a')
  const places = [own, own.replace(/\d{12}/, '444455556666'), parameterArn('eu-west-1', '/b')]
  await Promise.all(places.map((parameter) => text({ parameter }).get()))
  expect(aws.seen.map(({ input }) => input['Names']).sort()).toEqual([[places[0], places[2]], [places[1]]])
})

test('takes the answer to a parameter’s ARN by the ARN as its name too, as for one that another account shares', async () => {
  const arn = parameterArn('eu-west-1')
  const { text } = await functionOf(() => ({ body: { Parameters: [{ Name: arn, ARN: arn, Value: 'shared', Version: 1 }] } }))
  expect((await text({ parameter: arn }).get()).reveal()).toBe('shared')
})

test('does not take one parameter of an answer for another', async () => {
  const { text } = await functionOf(() => ({
    body: { Parameters: [{ Name: '/other', ARN: parameterArn('eu-west-1', '/other'), Value: 'no', Version: 1 }] },
  }))
  await expect(text({ parameter: parameterArn('eu-west-1') }).get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
})

test('names a secret by its ARN, and the region of the ARN, when it is refused', async () => {
  const arn = secretArn('us-east-2')
  const said = `User: arn:aws:sts::111122223333:assumed-role/checkout-role/f is not authorized to perform: secretsmanager:GetSecretValue on resource: ${arn} because no resource-based policy allows the action`
  const replies = [errorReply('AccessDeniedException', said), errorReply('DecryptionFailure', 'key is off')]
  const { aws, clock, text } = await functionOf(() => replies[aws.seen.length - 1] ?? 'drop')
  const statement = JSON.stringify({ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: arn })
  await expect(text(arn).get()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    secret: arn,
    message: expect.stringContaining(`role checkout-role may not read secret ${arn}: add ${statement} to its policy`),
  })
  clock.advance(5_000)
  await expect(text(arn).get()).rejects.toMatchObject({
    message: `AWS in us-east-2 does not give secret ${arn} (DecryptionFailure): key is off`,
  })
})

test('reads a variable at first use, and not again until it is configured', async () => {
  const { aws, runtime, text } = await functionOf(() => secretReply('key-1'), { PARTNER: 'partner-1' })
  const partner = text({ env: 'PARTNER' })
  await partner.get()
  await partner.refresh()
  expect(aws.seen.map(({ input }) => input['SecretId'])).toEqual(['partner-1', 'partner-1'])
  expect(runtime.entries.size).toBe(1)
})

test('reads a parameter whose name or ARN is in a variable', async () => {
  const arn = parameterArn('us-east-2')
  const { aws, text } = await functionOf(byArn, { KEY_NAME: '/prod/key', KEY_ARN: arn })
  const values = await Promise.all([text({ parameter: { env: 'KEY_NAME' } }).get(), text({ parameter: { env: 'KEY_ARN' } }).get()])
  expect(values.map((value) => value.reveal())).toEqual(['value of /prod/key', `value of ${arn}`])
  expect(aws.seen.map(scopeOf).sort()).toEqual(['eu-west-1/ssm', 'us-east-2/ssm'])
})

test('throws PLACE_NOT_SET when the variable is missing, without asking AWS', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const partner = text({ env: 'PARTNER_SECRET_ARN' })
  await expect(partner.get()).rejects.toMatchObject({
    code: 'PLACE_NOT_SET',
    message: 'there is no secret name or ARN: set PARTNER_SECRET_ARN',
  })
  expect(() => partner.peek()).toThrow(expect.objectContaining({ code: 'PLACE_NOT_SET' }))
  expect(aws.seen).toHaveLength(0)
})

const user = 'arn:aws:sts::111122223333:assumed-role/checkout-role/f'

test.for([
  ['does not exist', errorReply('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")],
  [
    'may not be read',
    errorReply(
      'AccessDeniedException',
      `User: ${user} is not authorized to perform: secretsmanager:GetSecretValue on resource: sk_live_4711 because no identity-based policy allows the action`,
    ),
  ],
  ['is refused in AWS’s own words', errorReply('ValidationException', 'Invalid name: sk_live_4711')],
] as const)('shows nothing of a variable that holds the key itself, which could be a name and %s', async ([, reply]) => {
  const { events, text } = await functionOf(() => reply, { STRIPE_KEY: 'sk_live_4711' })
  const error = await text({ env: 'STRIPE_KEY' })
    .get()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ secret: '$STRIPE_KEY', message: expect.stringContaining('secret $STRIPE_KEY') })
  expect(inspect([error, events], { depth: null, showHidden: true })).not.toContain('4711')
})
