import { randomBytes } from 'node:crypto'
import type { PaymentApi } from '../checkout/payment-api.ts'
import type { CrmApi } from '../crm-sync/crm-api.ts'
import type { WeatherApi } from '../forecast/weather-api.ts'
import type { AwsClients } from './aws-clients.ts'
import type { Narrator } from './narrator.ts'
import type { CommandPlace, Serving } from './sallyport-command.ts'

/** What every step finds: the fresh folder, the servers, the command, and the keys that were made for this run. */
export interface Scene extends Narrator {
  folder: string
  /** A fresh project with the examples' code and the packed runtime. */
  project: CommandPlace
  payments: PaymentApi
  weather: WeatherApi
  crm: CrmApi
  aws: Serving
  clients: AwsClients
  /** Every key that was in use, the newest last. */
  keys: string[]
  /** What the functions logged and answered, to be searched for the keys. */
  heard: string[]
  /** The URL of checkout, once it has one. */
  url: string
}

/** A fresh key as payment APIs make them. */
export function newKey(): string {
  return `sk_live_${randomBytes(24).toString('base64url')}`
}

/** A step of the demo: told, done, and checked. */
export interface Step {
  title: string
  run(scene: Scene): Promise<void>
}
