// The example with faked secrets, as a user tests a function, and as it is deployed: bundled, granted by its reach, invoked on loopback.
import { fakeSecrets } from 'sallyport/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ExampleOnLoopback, exampleOnLoopback } from '../demo/example-on-loopback.ts'
import { sallyportJson } from '../demo/sallyport-command.ts'
import { newKey } from '../demo/scene.ts'
import { forecastIn } from './src/forecast.ts'
import { weather } from './src/secrets.ts'
import { startWeatherApi, type WeatherApi } from './weather-api.ts'

const time = '2026-11-24T06:00:00Z' // as in events/schedule.json

test('asks once for each city of the day, with the key in its header', async () => {
  using secrets = fakeSecrets()
    .set(weather, 'wk_test_1')
    .answer(({ url }) => {
      const { city, day } = Object.fromEntries(new URL(url).searchParams)
      return { json: { city, day, highCelsius: 14, rainMm: 0 } }
    })
  const { handler } = await import('./src/handler.ts')
  expect(await handler({ time })).toMatchObject([
    { city: 'Lisbon', day: '2026-11-24' },
    { city: 'Bergen', day: '2026-11-24' },
  ])
  expect(secrets.calls.map((call) => call.carries(weather))).toEqual([true, true])
  expect(secrets.calls[0]?.credential.reveal()).toEqual({ 'x-api-key': 'wk_test_1' })
})

test('fails, for Lambda to invoke it again, when the weather API refuses', async () => {
  using secrets = fakeSecrets().set(weather, 'wk_test_1').answer({ status: 503 })
  const { handler } = await import('./src/handler.ts')
  await expect(handler({ time })).rejects.toThrow('the weather API answered 503 for Lisbon')
  expect(secrets.calls.length).toBeGreaterThan(0)
})

test.each([[undefined], [null], [{}], [{ city: 'Lisbon', day: '2026-11-24', highCelsius: '14', rainMm: 0 }]])(
  'takes no other answer for a forecast: %j',
  (answer) => {
    expect(() => forecastIn(answer)).toThrow('not a forecast')
  },
)

const key = newKey()
let api: WeatherApi
let example: ExampleOnLoopback

beforeAll(async () => {
  api = await startWeatherApi()
  api.accept(key)
  example = await exampleOnLoopback('forecast', { WEATHER_URL: api.url })
}, 120_000)

afterAll(async () => {
  await example?.stop()
  await api?.stop()
})

const invoke = () =>
  sallyportJson<{ payload: string; log: string }>(['invoke', 'forecast', '--local', '--event', 'events/schedule.json'], example.place, {
    expected: 0,
  })

test('bundled and granted by its reach, it answers a scheduled event, and reads the parameter once for two', async () => {
  await sallyportJson(['put', '/{stage}/weather/key', '--parameter', '--kind', 'api-key', '--local'], example.place, { input: key })
  const { payload, log } = await invoke()
  expect(JSON.parse(payload)).toMatchObject([{ city: 'Lisbon' }, { city: 'Bergen', day: '2026-11-24' }])
  expect(log).toContain('"city":"Bergen"')
  await invoke()
  expect([api.given(), api.refused()]).toEqual([4, 0])
  expect(await example.clients.readsBy('forecast', 'GetParameters')).toBe(1)
})

test('a key that was replaced costs one refused call for each city that asked with the old one', async () => {
  const next = newKey()
  api.accept(next)
  await sallyportJson(['put', '/{stage}/weather/key', '--parameter', '--kind', 'api-key', '--local'], example.place, { input: next })
  api.revoke(key)
  const { payload } = await invoke()
  expect(JSON.parse(payload)).toHaveLength(2)
  expect(api.refused()).toBe(2)
})

test('the template grants what grant writes', async () => {
  const { policy } = await sallyportJson<{ policy: { Statement: { Action: string[]; Resource: string[] }[] } }>(
    ['grant', 'forecast', '--local'],
    example.place,
  )
  expect(policy.Statement).toMatchObject([{ Action: ['ssm:GetParameters'], Resource: await example.templateResources() }])
})
