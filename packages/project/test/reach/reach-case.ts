/** A small project, what its handler needs, and what reach must say of it. */
export interface ReachCase {
  name: string
  /** beside `src/secrets.ts`, which declares stripe, weather, crm and note unless it stands here too */
  files: Readonly<Record<string, string>>
  /** entry files by function; default: `src/handler.ts` alone */
  functions?: Readonly<Record<string, { entry: string; handler?: string; environment?: Record<string, string> }>>
  /** for each function (or the only one) the secrets found, by export name, else by id */
  reaches: readonly string[] | Readonly<Record<string, readonly string[]>>
  /** `file:line reason` for each thing that could not be followed; the reason may be a part of it */
  open?: readonly string[]
}

export const secrets = `
import { apiKey, login, text } from 'sallyport'
export const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
export const weather = apiKey({ parameter: '/{stage}/weather/key' }, { hosts: ['api.weather.example'], header: 'x-api-key' })
export const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })
export const note = text('{stage}/note')
`
