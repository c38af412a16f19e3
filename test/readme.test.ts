// Does what the README says, word by word: packs the packages, installs them in an empty folder, types the commands; and leaves again.
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { npm } from '../examples/demo/npm.ts'
import { blocksOf, root, textOf } from './documents.ts'
import { lacks } from './platform.ts'

const exec = promisify(execFile)
const key = 'sk_test_of_the_readme'
const mostCommands = 6

let folder: string
let project: string
let env: NodeJS.ProcessEnv

const hasNoShell = lacks('a POSIX shell')

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-readme-')))
  project = join(folder, 'project')
  const cache = await npm(root, 'config', 'get', 'cache') // a home of its own, but not every package downloaded again
  // a registry behind a company's own certificate is still this machine's registry
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|SALLYPORT_|npm_|NODE_(?!EXTRA_CA_CERTS)|VITEST)/.test(name))
  env = { ...Object.fromEntries(inherited), HOME: join(folder, 'home'), npm_config_cache: cache.trim(), CI: '1' }
  await mkdir(join(folder, 'home'))
  await mkdir(project)
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test.skipIf(hasNoShell)(
  'a newcomer gets from nothing to a function that answers with a stored key by six commands, and to the record of who read it',
  async () => {
    const [pack = '', ...others] = linesOf('README.md', 'npm run pack')
    const [install = '', init, start = '', put, invoke, ...more] = linesOf('README.md', 'npm install')
    expect([...others, ...more]).toEqual([])
    expect([pack, install, init, start, put, invoke].filter((line) => line !== undefined).length).toBeLessThanOrEqual(mostCommands)
    expect(await readdir(project)).toEqual([])

    const began = performance.now()
    expect(pack).toBe('npm run pack -- ../packed')
    await typed(`npm run pack -- ${join(folder, 'packed')}`, root) // which is beside the project, and not beside this clone
    await typed(`${install} --no-audit --no-fund`, project)
    await typed(init, project)
    await typed(`${start} --port 0`, project) // the README's port may be taken here
    expect(await typed(put, project, `${key}\n`)).toContain(`${key.length} characters`)
    expect(await typed(invoke, project)).toBe('"stripe is [redacted]"\n')
    const seconds = (performance.now() - began) / 1000
    process.stderr.write(`README.md: from nothing to a function that answers in ${seconds.toFixed(0)} s, packing and installing included\n`)

    const [audit, stop, ...rest] = linesOf('README.md', 'npx sallyport audit')
    expect(rest).toEqual([])
    expect(await typed(audit, project)).toMatch(/^dev\/stripe\thandler\tfunction\tsecretsmanager:GetSecretValue\t1\t.*\tby policy$/m)
    await typed(stop, project)
  },
  300_000,
)

test.skipIf(hasNoShell).each(['src/secrets.ts', 'src/handler.ts'])('the README shows %s as init writes it', async (file) => {
  const [shown, ...others] = blocksOf('README.md').filter((block) => block.file === file)
  expect(others).toEqual([])
  expect(shown?.text).toBe(await readFile(join(project, file), 'utf8'))
})

test.skipIf(hasNoShell)('what init has written compiles', async () => {
  const compilerOptions = { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, types: [] }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  const { stdout } = await exec(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', project])
  expect(stdout).toBe('')
})

test.skipIf(hasNoShell)(
  'who leaves by docs/leave.md has a function that answers as before, without sallyport',
  async () => {
    expect(await readdir(join(project, 'node_modules', '.bin'))).toContain('sallyport') // or npx would ask the registry for one
    const remaining = `"${process.execPath}" "${join(root, 'packages/sallyport/bin/sallyport.mjs')}"` // when the project's own has left
    await typed('npx sallyport local start --detach --port 0', project)
    try {
      const [eject, ...none] = linesOf('docs/leave.md', 'npx sallyport eject\n')
      const shown = await typed(eject, project)
      const answer = blocksOf('docs/leave.md').find(({ language }) => language === 'text')?.text ?? ''
      expect(none).toEqual([])
      for (const line of answer.trim().split('\n')) expect(shown.split('\n')).toContain(line)

      const [write, ...afterwards] = linesOf('docs/leave.md', 'npx sallyport eject --write')
      const next = linesOf('docs/leave.md', 'npx sallyport local stop')
      const [stop, uninstall, install, ...others] = next
      expect([...afterwards, ...others]).toEqual([])
      expect(await typed(`${write} 2>&1`, project)).toContain(`next:\n  ${next.join('\n  ')}\n`)
      await typed(stop, project)
      await typed(`${uninstall} --no-audit --no-fund`, project)
      await typed(`${install} --no-audit --no-fund`, project)
      const { dependencies } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as { dependencies: object } // npm's own form
      expect(Object.keys(dependencies)).toEqual(['@aws-sdk/client-secrets-manager'])
      expect(await readdir(join(project, 'node_modules'))).not.toContain('sallyport')

      const bundle = await rolldown({ input: join(project, 'src', 'handler.ts'), platform: 'node', logLevel: 'silent' })
      await bundle.write({ file: join(project, 'handler.mjs'), format: 'esm', codeSplitting: false })
      await typed(`${remaining} local start --detach --port 0`, project) // the page has stopped the one of before
      await typed(`${remaining} local env > env.sh`, project)
      await writeFile(join(project, 'call.mjs'), "import { handler } from './handler.mjs'\nconsole.log(await handler({}))\n")
      expect(await typed(`. ./env.sh && "${process.execPath}" call.mjs`, project)).toBe('stripe is [redacted]\n')
    } finally {
      await typed(`${remaining} local stop`, project)
    }
  },
  300_000,
)

test.each(['npm start', 'npm test'])('the README names the command %s, and package.json has it', async (command) => {
  expect(textOf('README.md')).toContain(`\`\`\`sh\n${command}\n\`\`\``)
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  expect(scripts).toHaveProperty(command.replace('npm ', ''))
})

/** The lines of the shell block of a page that begins with `first`. */
function linesOf(page: string, first: string): string[] {
  const found = blocksOf(page).find(({ language, text }) => language === 'sh' && text.startsWith(first))
  return found?.text.trim().split('\n') ?? []
}

/** Runs a line as a shell would, and gives its standard output. */
function typed(line: string | undefined, cwd: string, input = ''): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(line ?? 'false', { cwd, env, shell: true, stdio: ['pipe', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.stdin.end(input)
    child.on('exit', (code) => (code === 0 ? done(stdout) : failed(new Error(`${line} ended with ${code}: ${stderr}${stdout}`))))
  })
}
