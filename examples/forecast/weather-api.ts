import { type ApiAnswer, startLoopbackServer } from '../loopback-server.ts'

/** A weather API on loopback: a real HTTP server that gives forecasts to who sends a key it accepts, and counts the others. */
export interface WeatherApi {
  url: string
  /** Requests answered with 401, since the start. */
  refused(): number
  /** Forecasts given, since the start. */
  given(): number
  accept(key: string): void
  /** Refuses `key` from this moment on. */
  revoke(key: string): void
  stop(): Promise<void>
}

/** Starts the weather API on a free port of 127.0.0.1. */
export async function startWeatherApi(): Promise<WeatherApi> {
  const accepted = new Set<string>()
  let refused = 0
  let given = 0
  const server = await startLoopbackServer(({ url, headers }): ApiAnswer => {
    if (!accepted.has(String(headers['x-api-key']))) {
      refused += 1
      return [401, { error: 'this key is not accepted' }]
    }
    const [city, day] = ['city', 'day'].map((name) => url.searchParams.get(name))
    if (url.pathname !== '/v1/forecast' || !city || !day) return [404, { error: 'there is only /v1/forecast?city=…&day=…' }]
    given += 1
    return [200, { city, day, highCelsius: 14, rainMm: 2 }]
  })
  return {
    ...server,
    refused: () => refused,
    given: () => given,
    accept: (key) => void accepted.add(key),
    revoke: (key) => void accepted.delete(key),
  }
}
