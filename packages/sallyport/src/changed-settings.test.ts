import { expect, test } from 'vitest'
import type { AwsAnswer } from './aws-client/answer.ts'
import type { Transport } from './aws-client/client.ts'
import { endpointOf } from './aws-client/endpoint.ts'
import { changed } from './changed-settings.ts'
import { foundPlace } from './place/found-place.ts'
import { placeOf } from './place/written-place.ts'
import type { HeldSettings, Settings } from './settings.ts'

const given = { SALLYPORT_STAGE: 'test', AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'https://given.example.com' }

/** What a runtime holds after `configure` was called with each of `settings`. */
const after = (env: Record<string, string>, ...settings: readonly Settings[]) =>
  settings.reduce<HeldSettings>((held, each) => changed(held, each, Date.now), { env })

const place = ({ env }: HeldSettings) => foundPlace(placeOf('{stage}/stripe'), {}, env)
const endpoint = (held: HeldSettings) => endpointOf(place(held), held.env).href

test('takes the stage, the region and the endpoint that are configured before those of the environment', () => {
  const held = after(given, { stage: 'prod', region: 'ap-south-1', endpoint: 'http://localhost:9' })
  expect(place(held)).toMatchObject({ id: 'prod/stripe', region: 'ap-south-1' })
  expect(endpoint(held)).toBe('http://localhost:9/')
})

test('takes a configured endpoint for both services before each one’s own of the environment', () => {
  const own = { AWS_ENDPOINT_URL_SSM: 'https://ssm.example.com', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://secrets.example.com' }
  const held = after({ ...given, ...own }, { endpoint: 'http://localhost:9' })
  for (const service of ['secretsmanager', 'ssm'] as const) {
    expect(endpointOf({ service, region: 'eu-west-1' }, held.env).href).toBe('http://localhost:9/')
  }
})

test('takes a configured endpoint where those of the environment are to be looked past, and none of these', () => {
  const ignoring = { ...given, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }
  expect(endpoint(after(ignoring, { region: 'us-east-1' }))).toBe('https://secretsmanager.us-east-1.amazonaws.com/')
  expect(endpoint(after(ignoring, { endpoint: 'http://localhost:9' }))).toBe('http://localhost:9/')
})

test('keeps what was configured before, and goes back to the environment for what is set to undefined', () => {
  const first: Settings = { stage: 'prod', region: 'ap-south-1', endpoint: 'http://localhost:9' }
  expect(place(after(given, first, {}))).toMatchObject({ id: 'prod/stripe', region: 'ap-south-1' })
  const back = after(given, first, { stage: undefined, region: undefined, endpoint: undefined })
  expect(place(back)).toMatchObject({ id: 'test/stripe', region: 'eu-west-1' })
  expect(endpoint(back)).toBe('https://given.example.com/')
})

test('sees what changes in the environment after it was configured', () => {
  const env: Record<string, string> = { ...given }
  const held = after(env, { stage: 'prod' })
  env['AWS_REGION'] = 'us-east-1'
  expect(place(held)).toMatchObject({ id: 'prod/stripe', region: 'us-east-1' })
  expect(env).toEqual({ ...given, AWS_REGION: 'us-east-1' })
})

test('reads through to the environment of the process itself', () => {
  const { env } = changed({ env: process.env }, { region: 'ap-south-1' }, Date.now)
  expect(env).toMatchObject({ AWS_REGION: 'ap-south-1' })
  expect(env['PATH']).toBe(process.env['PATH'])
  expect(process.env['AWS_REGION']).not.toBe('ap-south-1')
})

test.for(['', 'prod/x', 'prod\n', '$&'])('refuses %j as a stage, which no other takes the place of', (stage) => {
  expect(() => after({}, { stage })).toThrow(expect.objectContaining({ code: 'STAGE_NOT_SET' }))
})

test('asks by the transport of the service, in the environment that is configured by then', async () => {
  const regions: unknown[] = []
  const transport: Transport = async (_places, _target, _input, env) => {
    regions.push(env['AWS_REGION'])
    return {} as AwsAnswer // no one looks at it
  }
  const held = after(given, { transport: { secretsmanager: transport } }, { region: 'ap-south-1' })
  await held.call?.([place(held)], 'secretsmanager.GetSecretValue', {})
  expect(regions).toEqual(['ap-south-1'])
  expect(held.call?.([{ ...place(held), service: 'ssm' }], 'AmazonSSM.GetParameters', {})).toBeUndefined()
})

test('keeps configured credentials until others are configured, or none', async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }
  const held = after(given, { credentials }, { stage: 'prod' })
  expect(await held.credentials?.(false, 1_000)).toBe(credentials)
  expect(changed(held, { credentials: undefined }, Date.now).credentials).toBeUndefined()
})

test('refuses a transport that is given for no service: it would not be asked', () => {
  const settings = { transport: async () => ({}) } as unknown as Settings // what a program without types could give
  expect(() => after({}, settings)).toThrow(
    expect.objectContaining({ code: 'BAD_DECLARATION', message: expect.stringContaining('by service') }),
  )
})
