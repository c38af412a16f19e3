import { type ApiAnswer, startLoopbackServer } from '../loopback-server.ts'

/** A CRM on loopback: a real HTTP server that keeps contacts for who logs in by HTTP Basic, and counts the others. */
export interface CrmApi {
  url: string
  /** By id, as they are now. */
  contacts: ReadonlyMap<string, unknown>
  /** Requests answered with 401, since the start. */
  refused(): number
  /** Changes taken, since the start. */
  changed(): number
  accept(username: string, password: string): void
  /** Answers 503 for this contact until it is called without one. */
  stumbleOver(id?: string): void
  stop(): Promise<void>
}

/** Starts the CRM on a free port of 127.0.0.1. */
export async function startCrmApi(): Promise<CrmApi> {
  const contacts = new Map<string, unknown>()
  const accepted = new Set<string>()
  let stumblesOver: string | undefined
  let refused = 0
  let changed = 0
  const server = await startLoopbackServer(({ method, url, headers, body }): ApiAnswer => {
    if (!accepted.has(String(headers.authorization))) {
      refused += 1
      return [401, { error: 'this login is not accepted' }]
    }
    const id = /^\/contacts\/([^/]+)$/.exec(url.pathname)?.[1]
    if (id === undefined || !['PUT', 'DELETE'].includes(method)) return [404, { error: 'there is only PUT and DELETE /contacts/ID' }]
    if (id === stumblesOver) return [503, { error: 'come back later' }]
    if (method === 'PUT') contacts.set(id, JSON.parse(body))
    else if (!contacts.delete(id)) return [404, { error: 'there is no such contact' }]
    changed += 1
    return [200, { id }]
  })
  return {
    ...server,
    contacts,
    refused: () => refused,
    changed: () => changed,
    accept: (username, password) => void accepted.add(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`),
    stumbleOver(id) {
      stumblesOver = id
    },
  }
}
