import { expect, test } from 'vitest'
import { commandEnvironment } from './command-environment.ts'

const state = {
  endpoint: 'http://127.0.0.1:4567',
  region: 'eu-west-1',
  accessKeyId: 'AKIATEST',
  secretAccessKey: 'planted',
  controlToken: 'token',
}
const of = (env: Record<string, string | undefined>, stage?: string) =>
  commandEnvironment(env, { state, stateFolder: '/state', emptyFile: '/empty', stage })

test('what leads a client elsewhere is gone, and everything else stays', () => {
  const elsewhere = {
    AWS_PROFILE: 'x',
    AWS_DEFAULT_PROFILE: 'x',
    AWS_SESSION_TOKEN: 'x',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'x',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'x',
    AWS_WEB_IDENTITY_TOKEN_FILE: 'x',
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  }
  const other = { PATH: '/bin', AWS_PAGER: '', AWS_MAX_ATTEMPTS: '5', AWS_PROFILE_OF_MINE: 'x', MY_AWS_PROFILE: 'x' }
  const env = of({ ...elsewhere, ...other, GONE: undefined })
  expect(Object.keys(env).filter((name) => name in elsewhere || name === 'GONE')).toEqual([])
  expect(env).toMatchObject(other)
})

test('what it had of the variables that are set here does not win', () => {
  const had = { AWS_ENDPOINT_URL: 'x', AWS_REGION: 'x', AWS_CONFIG_FILE: 'x', SALLYPORT_LOCAL: 'x' }
  expect(of(had)).toMatchObject({
    AWS_ENDPOINT_URL: state.endpoint,
    AWS_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: '/empty',
    SALLYPORT_LOCAL: '/state',
    SALLYPORT_LOCAL_TOKEN: 'token',
  })
})

test('a proxy is not asked for the loopback address', () => {
  expect(of({ HTTPS_PROXY: 'http://proxy' })).toMatchObject({ NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' })
  expect(of({ http_proxy: 'http://proxy', no_proxy: 'intern.example' })['NO_PROXY']).toBe('intern.example,127.0.0.1')
  expect(of({})).not.toHaveProperty('NO_PROXY')
})

test('an empty stage is none', () => {
  expect(of({ SALLYPORT_STAGE: '' })['SALLYPORT_STAGE']).toBe('dev')
  expect(of({ SALLYPORT_STAGE: 'ci' }, 'test')['SALLYPORT_STAGE']).toBe('test')
})
