import { callShopApi } from './call-shop-api'

/** Charges an order. */
export const handler = async (event: { order: string }) => {
  const currency = process.env.CURRENCY ?? 'USD'
  return callShopApi(`/charges/${event.order}?currency=${currency}`, {
    authorization: `Bearer ${process.env.PAYMENTS_API_KEY}`,
  })
}
