import { callShopApi } from './call-shop-api'

/** Adds the day's weather to its figures. */
export async function handler(event: { day: string }) {
  const key = process.env.WEATHER_KEY ?? ''
  return callShopApi(`/weather/${event.day}`, { 'x-api-key': key })
}
