import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadProject } from '../src/configuration/load-project.ts'
import { ProjectError } from '../src/project-error.ts'
import { inFolder } from './project-folder.ts'

const entry = { 'src/handler.ts': 'export const handler = async () => 1' }
const withConfig = (source: string, name = 'sallyport.config.ts') => ({ ...entry, [name]: source })
const define = (settings: string) =>
  withConfig(
    `import { defineConfig } from '@sallyport/project'\nconst settings: object = ${settings}\nexport default defineConfig(settings)`,
  )

test('reads a TypeScript configuration and fills in what it does not say', async () => {
  await inFolder(define(`{ functions: { checkout: { entry: 'src/handler.ts' } }, declarations: ['src/handler.ts'] }`), async (root) => {
    const project = await loadProject(root)
    expect(project).toMatchObject({
      root,
      stage: undefined,
      productionStages: ['prod', 'production'],
      declarations: [join(root, 'src/handler.ts')],
    })
    expect(project.functions).toEqual([
      {
        name: 'checkout',
        entry: join(root, 'src/handler.ts'),
        handler: 'handler',
        role: 'checkout-role',
        isRoleKnown: false,
        stage: undefined,
        reaches: undefined,
        timeoutSeconds: 3,
        memoryMb: 128,
        environment: {},
        root,
        declarations: [join(root, 'src/handler.ts')],
      },
    ])
  })
})

test('takes what the configuration says', async () => {
  const settings = `{ stage: 'test', functions: { checkout: { entry: './src/handler.ts', handler: 'main', role: 'app/x'.slice(0, 3), stage: 'live', reaches: ['stripe'], timeoutSeconds: 30, memoryMb: 512, environment: { LOG: 'on' } } } }`
  await inFolder(define(settings), async (root) => {
    const { stage, functions } = await loadProject(root)
    expect(stage).toBe('test')
    expect(functions[0]).toMatchObject({
      handler: 'main',
      role: 'app',
      stage: 'live',
      reaches: ['stripe'],
      timeoutSeconds: 30,
      memoryMb: 512,
      environment: { LOG: 'on' },
    })
  })
})

test.each(['sallyport.config.mts', 'sallyport.config.js', 'sallyport.config.mjs'])('reads %s', async (name) => {
  await inFolder(withConfig(`export default { stage: 'test' }`, name), async (root) => {
    expect((await loadProject(root)).stage).toBe('test')
  })
})

test('reads a CommonJS configuration', async () => {
  await inFolder(withConfig(`module.exports = { stage: 'test' }`, 'sallyport.config.js'), async (root) => {
    expect((await loadProject(root)).stage).toBe('test')
  })
})

test('finds the configuration in a folder above', async () => {
  await inFolder(define(`{ stage: 'test' }`), async (root) => {
    expect(await loadProject(join(root, 'src'))).toMatchObject({ root, cwd: join(root, 'src'), stage: 'test' })
  })
})

test('takes a configuration that is named', async () => {
  await inFolder({ ...entry, 'other/my.config.ts': `export default { stage: 'other' }` }, async (root) => {
    expect(await loadProject(root, { file: 'other/my.config.ts' })).toMatchObject({ root: join(root, 'other'), stage: 'other' })
    await expect(loadProject(root, { file: 'gone.ts' })).rejects.toMatchObject({ code: 'CONFIGURATION_UNREADABLE' })
  })
})

test('is a project without functions where there is no configuration', async () => {
  await inFolder(entry, async (root) => {
    expect(await loadProject(root)).toMatchObject({ root, configurationFile: undefined, functions: [], declarations: [] })
  })
})

test('reads a configuration whose imports go in a circle', async () => {
  const files = { 'a.ts': `import config from './sallyport.config.ts'\nexport const a = { stage: () => config.stage, name: 'test' }` }
  await inFolder({ ...files, ...withConfig(`import { a } from './a.ts'\nexport default { stage: a.name }`) }, async (root) => {
    expect((await loadProject(root)).stage).toBe('test')
  })
})

test('reads a changed configuration anew', async () => {
  await inFolder(define(`{ stage: 'first' }`), async (root) => {
    expect((await loadProject(root)).stage).toBe('first')
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(root, 'sallyport.config.ts'), `export default { stage: 'second' }`)
    expect((await loadProject(root)).stage).toBe('second')
  })
})

const fn = (settings: string) => define(`{ functions: { checkout: ${settings} } }`)

describe('refuses a configuration and says what is wrong where', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['a misspelt setting', define(`{ functons: {} }`), 'CONFIGURATION_INVALID', 'functons is not a setting: did you mean "functions"?'],
    [
      'a misspelt setting of a function',
      fn(`{ entyr: 'a' }`),
      'CONFIGURATION_INVALID',
      'functions.checkout.entyr is not a setting: did you mean "entry"?',
    ],
    [
      'a function without an entry',
      fn(`{}`),
      'CONFIGURATION_INVALID',
      "functions.checkout.entry is missing: give it the path of the function's file",
    ],
    ['an entry that is no path', fn(`{ entry: 1 }`), 'CONFIGURATION_INVALID', 'functions.checkout.entry is not a path'],
    [
      'a time that is too long',
      fn(`{ entry: 'src/handler.ts', timeoutSeconds: 901 }`),
      'CONFIGURATION_INVALID',
      'functions.checkout.timeoutSeconds is not a whole number from 1 to 900',
    ],
    ['a stage with a slash', define(`{ stage: 'a/b' }`), 'CONFIGURATION_INVALID', 'stage is not a stage: 1 to 32 letters'],
    [
      'a name that Lambda refuses',
      define(`{ functions: { 'a b': { entry: 'src/handler.ts' } } }`),
      'CONFIGURATION_INVALID',
      "a b is not a function's name",
    ],
    [
      'a configuration that is a list',
      withConfig('export default []'),
      'CONFIGURATION_INVALID',
      'the configuration is not an object of settings',
    ],
    [
      'a configuration that is a text',
      withConfig(`export default 'x'`),
      'CONFIGURATION_INVALID',
      'the configuration is not an object of settings',
    ],
    [
      'a configuration that exports nothing',
      withConfig('export const x = 1'),
      'CONFIGURATION_INVALID',
      'the configuration is not an object of settings',
    ],
    [
      'a configuration that throws',
      withConfig(`throw new Error('no such luck')`),
      'CONFIGURATION_UNREADABLE',
      'does not load: no such luck',
    ],
    [
      'a configuration that ends the process',
      withConfig(`process.exit(0)`),
      'CONFIGURATION_UNREADABLE',
      'sallyport.config.ts ends the process while it loads (exit code 0)',
    ],
    [
      'a configuration that waits for what never comes',
      withConfig(`await new Promise(() => {})`),
      'CONFIGURATION_UNREADABLE',
      'sallyport.config.ts ends the process while it loads',
    ],
    [
      'a function where text belongs',
      withConfig(`export default { functions: { checkout: { entry: () => 'src/handler.ts' } } }`),
      'CONFIGURATION_INVALID',
      'functions.checkout.entry is not a path',
    ],
    [
      'a configuration that is a promise',
      withConfig(`export default Promise.resolve({ stage: 'test' })`),
      'CONFIGURATION_INVALID',
      'the configuration is not an object of settings',
    ],
    ['a configuration that does not parse', withConfig('export default {'), 'CONFIGURATION_UNREADABLE', 'does not load'],
    ['functions that are a list', define(`{ functions: [] }`), 'CONFIGURATION_INVALID', 'functions is not an object of functions'],
    [
      'an entry that is not there',
      fn(`{ entry: 'src/gone.ts' }`),
      'ENTRY_NOT_FOUND',
      'functions.checkout.entry does not exist: there is no file src/gone.ts',
    ],
    ['an entry that is a folder', fn(`{ entry: 'src' }`), 'ENTRY_NOT_FOUND', 'there is no file src'],
    [
      'an entry outside the project',
      fn(`{ entry: '../outside.ts' }`),
      'CONFIGURATION_INVALID',
      'functions.checkout.entry is not inside the project',
    ],
    ['a declaration that is not there', define(`{ declarations: ['src/gone.ts'] }`), 'ENTRY_NOT_FOUND', 'declarations.0 does not exist'],
  ])('%s', async (_, files, code, message) => {
    await inFolder(files, async (root) => {
      const error: unknown = await loadProject(root).catch((refusal: unknown) => refusal)
      expect(error).toBeInstanceOf(ProjectError)
      expect(error).toMatchObject({ code, message: expect.stringContaining(message), file: join(root, 'sallyport.config.ts') })
    })
  })
})

test('ends a configuration that never ends', async () => {
  await inFolder(withConfig('while (true) {}'), async (root) => {
    await expect(loadProject(root, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'CONFIGURATION_UNREADABLE',
      message: expect.stringContaining('sallyport.config.ts does not load within 0.5 seconds'),
    })
  })
})

test('lets a configuration read the environment of the command', async () => {
  await inFolder(withConfig('export default { stage: process.env.STAGE_OF_TEST }'), async (root) => {
    expect((await loadProject(root, { environment: { STAGE_OF_TEST: 'live' } })).stage).toBe('live')
  })
})

test('takes a configuration of any length', async () => {
  await inFolder(define(`{ functions: { a: { entry: 'src/handler.ts', environment: { LONG: 'x'.repeat(1e6) } } } }`), async (root) => {
    expect((await loadProject(root)).functions[0]?.environment['LONG']).toHaveLength(1e6)
  })
})

test('keeps what a configuration prints out of the answer of the command', async () => {
  await inFolder(withConfig(`console.log('hello'); process.stdout.write('there'); export default { stage: 'test' }`), async (root) => {
    const { output, complaint } = await commandOf(root)
    expect(output).toBe('"test"')
    expect(complaint).toBe('hello\nthere')
  })
})

/** What a process prints that loads the project and answers its stage. */
async function commandOf(root: string): Promise<{ output: string; complaint: string }> {
  const source = fileURLToPath(new URL('../src/configuration/load-project.ts', import.meta.url))
  const program = `
    import { createJiti } from ${JSON.stringify(import.meta.resolve('jiti'))}
    const { loadProject } = await createJiti(${JSON.stringify(source)}).import(${JSON.stringify(source)})
    process.stdout.write(JSON.stringify((await loadProject(${JSON.stringify(root)})).stage))`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { output, complaint }
}

test('shows no value of the configuration, since it may be a secret in the wrong place', async () => {
  await inFolder(fn(`{ entry: 'src/handler.ts', environment: { KEY: ['sk_live_1'] }, memoryMb: 'sk_live_2' }`), async (root) => {
    const error: unknown = await loadProject(root).catch((refusal: unknown) => refusal)
    expect(String(error)).toContain(
      'functions.checkout.memoryMb is not a whole number from 128 to 10240; functions.checkout.environment.KEY is not text',
    )
    expect(String(error)).not.toContain('sk_live')
  })
})
