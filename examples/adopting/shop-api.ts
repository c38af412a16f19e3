import { type ApiRequest, startLoopbackServer } from '../loopback-server.ts'

/** What the functions of the shop call: each part of it wants a credential of its own. */
export interface ShopApi {
  readonly url: string
  stop(): Promise<void>
}

/** The credentials that the shop's functions had before. */
export const credentials = {
  payments: 'pay-existing-Zk3vQ9mXr27LbTfWc81HdNsE',
  chat: 'chat-existing-9pQ2vKx7',
  weather: 'weather-existing-71HcRd5s',
  archive: 'archive-existing-5eGh20Lq',
  report: 'report-existing-T4mZ81bW',
} as const

/** Starts the shop's API on a free port of 127.0.0.1; it answers 401 to whoever comes without the right credential. */
export function startShopApi(): Promise<ShopApi> {
  return startLoopbackServer((request) => {
    const path = request.url.pathname
    return mayEnter(path, request) ? [200, { done: path }] : [401, { error: 'no' }]
  })
}

function mayEnter(path: string, { headers }: ApiRequest): boolean {
  const [part] = path.split('/').filter((each) => each !== '')
  switch (part) {
    case 'charges':
      return headers.authorization === `Bearer ${credentials.payments}`
    case 'messages':
      return headers['x-chat-token'] === credentials.chat
    case 'weather':
      return headers['x-api-key'] === credentials.weather
    case 'archive':
      return headers.authorization === `Basic ${Buffer.from(`shop:${credentials.archive}`).toString('base64')}`
    case 'reports':
      return headers.authorization === `Bearer ${credentials.report}`
    default:
      return false
  }
}
