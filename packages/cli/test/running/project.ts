import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runtime = fileURLToPath(new URL('../../../sallyport', import.meta.url))

/** A project of two functions, with their declaration. */
export function writeProject(cwd: string): void {
  const files = {
    'package.json': '{ "type": "module" }',
    'sallyport.config.ts': `export default {
      functions: {
        checkout: { entry: 'src/checkout.ts' },
        weather: { entry: 'src/weather.ts', role: 'weather-reader', environment: { UNIT: 'C' } },
        broken: { entry: 'src/broken.ts' },
        plain: { entry: 'src/plain.ts' },
        open: { entry: 'src/open.ts' },
      },
    }`,
    'src/secrets.ts': `import { apiKey, login, text } from 'sallyport'
      export const stripe = apiKey('{stage}/stripe')
      export const crm = login('{stage}/crm')
      export const weather = apiKey({ parameter: '/{stage}/weather/key' })
    `,
    'src/checkout.ts': `import { stripe } from './secrets.ts'
      export const handler = async (event) => {
        if (event.fail) throw new Error('told to fail "now" \\u001b[2J')
        const key = await stripe.get()
        return { echoed: event, length: key.reveal().length }
      }
    `,
    'src/weather.ts': `import { weather, crm } from './secrets.ts'
      export const handler = async () => [(await weather.get()).reveal().length, (await crm.get()).reveal().username, process.env.UNIT]
    `,
    'src/plain.ts': `export const handler = async (event) => event\n`,
    'src/broken.ts': `import { nothing } from './missing.ts'\nexport const handler = nothing\n`,
    'src/open.ts': `import * as secrets from './secrets.ts'\nexport const handler = async (event) => (await import(event.file)).default(secrets)\n`,
  }
  for (const folder of ['src', 'node_modules']) mkdirSync(join(cwd, folder))
  symlinkSync(runtime, join(cwd, 'node_modules/sallyport'), 'junction') // as npm links a package of its workspace
  for (const [path, text] of Object.entries(files)) writeFileSync(join(cwd, path), text)
}
