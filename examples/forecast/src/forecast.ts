/** What the weather API says of a city's day. */
export interface Forecast {
  city: string
  day: string
  highCelsius: number
  rainMm: number
}

/** The forecast in an answer of the weather API. */
export function forecastIn(answer: unknown): Forecast {
  const { city, day, highCelsius, rainMm } = Object(answer) as Partial<Forecast> // each field is checked on the next line
  if (typeof city !== 'string' || typeof day !== 'string' || typeof highCelsius !== 'number' || typeof rainMm !== 'number') {
    throw new Error('the weather API gave something that is not a forecast')
  }
  return { city, day, highCelsius, rainMm }
}

/** The cities to ask for, and the base URL of the weather API: ordinary environment variables, since they are no secrets. */
export const cities = () => (process.env['CITIES'] ?? 'Lisbon,Bergen').split(',')
export const weatherUrl = () => process.env['WEATHER_URL'] ?? 'https://api.weather.example'
