import { callShopApi } from './call-shop-api'

/** Archives the day's orders. */
export async function handler(event: { day: string }) {
  const credential = Buffer.from(`${process.env.ARCHIVE_USER}:${process.env.ARCHIVE_PASSWORD}`).toString('base64')
  return callShopApi(`/archive/${event.day}`, { authorization: `Basic ${credential}` })
}
