import { getSecret } from '@aws-lambda-powertools/parameters/secrets'
import { callShopApi } from './call-shop-api'

/** Writes the month's report. */
export async function handler(event: { month: string }) {
  const token = await getSecret<string>(process.env.REPORT_SECRET_NAME ?? '')
  return callShopApi(`/reports/${event.month}`, { authorization: `Bearer ${token}` })
}
