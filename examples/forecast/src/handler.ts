import { withSecrets } from 'sallyport'
import { cities, forecastIn, weatherUrl } from './forecast.ts'
import { weather } from './secrets.ts'

/** The part of a scheduled event that this function reads. */
interface ScheduledEvent {
  /** When the schedule fired, as `2026-11-24T06:00:00Z`: a retry asks for the same day. */
  time: string
}

/** Asks the weather API for the day's forecast of each city, and writes it to the log. */
export const handler = withSecrets([weather], async ({ time }: ScheduledEvent) => {
  const day = time.slice(0, 10)
  const forecasts = await Promise.all(cities().map((city) => forecastOf(city, day)))
  for (const forecast of forecasts) console.log(JSON.stringify(forecast))
  return forecasts
})

async function forecastOf(city: string, day: string) {
  const answer = await weather.fetch(`${weatherUrl()}/v1/forecast?${new URLSearchParams({ city, day })}`)
  // Lambda invokes a scheduled function asynchronously, and twice more when it throws (Lambda Developer Guide, "Error handling for
  // asynchronous invocation").
  if (!answer.ok) throw new Error(`the weather API answered ${answer.status} for ${city}`)
  return forecastIn(await answer.json())
}
