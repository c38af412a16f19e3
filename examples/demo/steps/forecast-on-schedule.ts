import { invokedWith } from '../invoked-with.ts'
import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import { newKey, type Step } from '../scene.ts'

/** A second function: a schedule's event, and a key in a parameter. */
export const forecastOnSchedule: Step = {
  title: 'A schedule: forecast asks a weather API with a key from Parameter Store (examples/forecast)',
  async run(scene) {
    const { project, weather, keys, clients, say } = scene
    const key = newKey()
    keys.push(key)
    weather.accept(key)
    await sallyportJson(['put', '/{stage}/weather/key', '--parameter', '--kind', 'api-key', '--local'], project, { input: key })
    const forecasts = await invokedWith('forecast', 'schedule.json', scene)
    await invokedWith('forecast', 'schedule.json', scene)
    const reads = await clients.readsBy('forecast', 'GetParameters')
    holds(Array.isArray(forecasts) && weather.given() === 2 * forecasts.length, 'there is a forecast for each city, twice', forecasts)
    holds(weather.refused() === 0, 'the weather API refused nothing', weather.refused())
    holds(reads === 1, 'two invocations read the parameter once', reads)
    say(`2 events: ${weather.given()} forecasts given, ${weather.refused()} calls refused, ${reads} request to Parameter Store`)
  },
}
