import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { compiled } from '../programs/bundled.ts'
import { parameterPeers, secretPeers } from '../reading/peers.ts'

/** The text of a function's module, by what it imports: as a user would write it. */
export async function entries(): Promise<Record<string, string>> {
  const kinds = await declaringCalls()
  const doors = publishedDoors()
  return {
    'a request signed by hand, no cache': reExport(compiled('readers', 'signed-by-hand'), 'signedByHand'),
    'sallyport: one text secret': reading(`text`, `text('{stage}/key')`),
    'sallyport: one parameter': reading(`text`, `text({ parameter: '/{stage}/key' })`),
    'sallyport: `apiKey` with `fetch`': `
      import { apiKey } from 'sallyport'
      const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
      export const handler = async () => (await stripe.fetch('/v1/balance')).json()`,
    'sallyport: the same behind `withSecrets`': `
      import { apiKey, withSecrets } from 'sallyport'
      const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
      export const handler = withSecrets([stripe], async () => (await stripe.fetch('/v1/balance')).json())`,
    'sallyport: `login`, read': reading('login', `login('{stage}/crm')`),
    'sallyport: `login` with `fetch`': `
      import { login } from 'sallyport'
      const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })
      export const handler = async () => (await crm.fetch('/v1/contacts')).json()`,
    'sallyport: `json`, its schema not counted': reading('json', `json('{stage}/settings', globalThis.schema)`),
    'sallyport: `binary`': reading('binary', `binary('{stage}/certificate')`),
    [`sallyport: every kind (${kinds.join(', ')})`]: reExport('sallyport', ...kinds),
    ...Object.fromEntries(doors.map((door) => [`everything of \`${door}\``, `export * from '${door}'`])),
    ...Object.fromEntries(
      Object.entries({ ...secretPeers, ...parameterPeers })
        .filter(([, reader]) => !/sallyport|by-hand/.test(reader))
        .map(([label, reader]) => [label, reExport(compiled('readers', reader), 'reader')]),
    ),
  }
}

const reExport = (from: string, ...names: string[]) => `export { ${names.join(', ')} } from ${JSON.stringify(from)}`

const reading = (kind: string, declaration: string) => `
  import { ${kind} } from 'sallyport'
  const secret = ${declaration}
  export const handler = async () => (await secret.get()).reveal()`

/** The doors that the package's `exports` open, those of this very build. */
function publishedDoors(): string[] {
  const { exports } = createRequire(import.meta.url)('sallyport/package.json') as { exports: Record<string, unknown> } // its own form
  return Object.keys(exports)
    .filter((door) => door !== './package.json')
    .map((door) => `sallyport${door.slice(1)}`)
}

/** The declaring calls of the main door: the exports that a bundler may leave out, by the mark which the build keeps before each. */
async function declaringCalls(): Promise<string[]> {
  const file = fileURLToPath(import.meta.resolve('sallyport'))
  const marked = (await readFile(file, 'utf8')).matchAll(/#__NO_SIDE_EFFECTS__\s*\*\/\s*function (\w+)/g)
  const exported = Object.keys(await import('sallyport'))
  return [...marked].flatMap(([, name = '']) => (exported.includes(name) ? [name] : []))
}
