// A function of a shop, with a secret of each kind, in the forms in which users declare and import them.

/** How a declaration is called, and what is stored for it. */
interface Declared {
  readonly call: string
  readonly stored: { readonly value: string } | { readonly json: unknown } | { readonly binary: string }
  /** What of its kind's own code a bundle that has it shows, minified as well. */
  readonly ofItsKind: RegExp
}

export const shop = {
  stripe: {
    call: `apiKey('{stage}/shop-stripe', { hosts: ['api.stripe.example'] })`,
    stored: { value: 'sk_live_of_the_shop' },
    ofItsKind: /Bearer /,
  },
  crm: {
    call: `login('{stage}/shop-crm', { hosts: ['crm.example.com'] })`,
    stored: { json: { username: 'ada', password: 'correct horse' } },
    ofItsKind: /may not hold a colon/,
  },
  note: { call: `text('{stage}/shop-note')`, stored: { value: 'a note' }, ofItsKind: /kind:\s*["'`]text["'`]/ },
  database: {
    call: `json('{stage}/shop-database', schema)`,
    stored: { json: { host: 'db.example.com', port: 5432 } },
    ofItsKind: /makes its schema throw/,
  },
  keystore: { call: `binary('{stage}/shop-keystore')`, stored: { binary: 'AAECAw==' }, ofItsKind: /is neither binary nor base64/ },
} as const satisfies Record<string, Declared>

export type Name = keyof typeof shop

export const names = Object.keys(shop) as Name[] // of an object that is written above, with no other key

const kindOf = (name: Name) => /^\w+/.exec(shop[name].call)?.[0] ?? ''

/** Where in Secrets Manager a secret of the shop is. */
export const placeOf = (name: Name) => `shop-${name}`

/** What the server has of the shop from its start. */
export const seed = { secrets: names.map((name) => ({ name: `prod/${placeOf(name)}`, ...shop[name].stored })) }

// Any validator of Standard Schema has this form
const schema = `const schema = { '~standard': { version: 1, vendor: 'shop', validate: (value) => ({ value }) } }\n`

const needs = (name: Name) => (name === 'database' ? schema : '')

/** A declaration file with all secrets: `before` is written before each call. */
export function declarations(before = ''): string {
  const lines = names.map((name) => `export const ${name} = ${before}${shop[name].call}\n`)
  return `import { ${names.map(kindOf).join(', ')} } from 'sallyport'\n${schema}${lines.join('')}`
}

/** The same in CommonJS. */
export function declarationsInCommonJs(): string {
  const lines = names.map((name) => `exports.${name} = ${shop[name].call}\n`)
  return `const { ${names.map(kindOf).join(', ')} } = require('sallyport')\n${schema}${lines.join('')}`
}

/** One file for each secret, and a door that exports all of them again. */
export function declarationPerFile(folder: string): Record<string, string> {
  const files = names.map((name) => [
    `${folder}/${name}.js`,
    `import { ${kindOf(name)} } from 'sallyport'\n${needs(name)}export const ${name} = ${shop[name].call}\n`,
  ])
  return Object.fromEntries(files)
}

/** A function that uses one secret alone. */
export const reading = (name: Name, declaredIn: string) => `
import { withSecrets } from 'sallyport'
import { ${name} } from '${declaredIn}'
export const handler = withSecrets([${name}], async () => (await ${name}.get()).reveal())
`

const body = `withSecrets([${names.join(', ')}], async () => {
  const answer = await stripe.fetch(process.env.API + '/v1/balance')
  const values = await Promise.all([${names.join(', ')}].map(async (each) => (await each.get()).reveal()))
  return { answer: await answer.text(), values: values.map((value) => (value instanceof Uint8Array ? [...value] : value)) }
})`

/** A function that reads every secret, and calls out with one. */
export const readingAll = (declaredIn: string) => `
import { withSecrets } from 'sallyport'
import { ${names.join(', ')} } from '${declaredIn}'
export const handler = ${body}
`

export const readingAllInCommonJs = `
const { withSecrets } = require('sallyport')
const { ${names.join(', ')} } = require('./secrets.cjs')
exports.handler = ${body}
`

/** What `readingAll` gives when the API answers with the header that it was called with. */
export const allThatIsRead = {
  answer: `Bearer ${shop.stripe.stored.value}`,
  values: [shop.stripe.stored.value, shop.crm.stored.json, shop.note.stored.value, shop.database.stored.json, [0, 1, 2, 3]],
}

/** Invokes a function as Lambda's runtime loads it: an ES module by `import`, CommonJS by `require`. */
export const invoke = `
const file = process.argv[2]
const loaded = file.endsWith('.cjs') ? Promise.resolve(require(file)) : import(require('node:url').pathToFileURL(file).href)
loaded.then(({ handler }) => handler({})).then((answer) => console.log(JSON.stringify(answer)))
`
