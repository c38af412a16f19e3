// Does what the README says, word by word: packs the packages, installs them in an empty project, copies the snippets, types the commands.
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const exec = promisify(execFile)
const key = 'sk_test_of_the_readme'

let folder: string
let project: string
let readme: string
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-readme-')))
  project = join(folder, 'project')
  readme = await readFile(join(root, 'README.md'), 'utf8')
  const { stdout: cache } = await exec('npm', ['config', 'get', 'cache']) // a home of its own, but not every package downloaded again
  // a registry behind a company's own certificate is still this machine's registry
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|SALLYPORT_|npm_|NODE_(?!EXTRA_CA_CERTS)|VITEST)/.test(name))
  env = { ...Object.fromEntries(inherited), HOME: join(folder, 'home'), npm_config_cache: cache.trim(), CI: '1' }
  await mkdir(join(folder, 'home'))
  await mkdir(join(project, 'src'), { recursive: true })
  await writeFile(join(project, 'package.json'), '{ "name": "mine", "private": true, "type": "module" }\n')
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('a newcomer gets from packed files to a function that answers with a stored key, and the record of who read it', async () => {
  const [pack, install] = block('npm run pack')
  expect(pack).toMatch(/^npm run pack -- \.\.\/packed/)
  await typed(`npm run pack -- ${join(folder, 'packed')}`, root)
  await typed(`${install?.replace(/#.*/, '')} --no-audit --no-fund`, project)
  for (const file of ['src/secrets.ts', 'src/handler.ts']) await writeFile(join(project, file), snippet(file))

  const [start, put, invoke, audit, stop, ...others] = block('npx sallyport local start')
  expect(others).toEqual([])
  try {
    await typed(`${start} --port 0`, project) // the README's port may be taken here
    expect(await typed(put, project, `${key}\n`)).toContain(`${key.length} characters`)
    expect(await typed(invoke, project)).toBe('"the key is [redacted]"\n')
    expect(await typed(audit, project)).toMatch(/^dev\/stripe\thandler\tfunction\tsecretsmanager:GetSecretValue\t1\t.*\tby policy$/m)
  } finally {
    await typed(stop, project)
  }
}, 240_000)

test("the README's snippets compile", async () => {
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2023', strict: true, noEmit: true, types: [] }, include: ['src'] }),
  )
  const { stdout } = await exec(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', project])
  expect(stdout).toBe('')
})

test.each(['npm start', 'npm test'])('the README names the command %s, and package.json has it', async (command) => {
  expect(readme).toContain(`\`\`\`sh\n${command}\n\`\`\``)
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  expect(scripts).toHaveProperty(command.replace('npm ', ''))
})

/** The lines of the shell block that begins with `first`. */
function block(first: string): string[] {
  const blocks = [...readme.matchAll(/```sh\n([^`]+)```/g)].map(([, text = '']) => text.trim())
  return blocks.find((text) => text.startsWith(first))?.split('\n') ?? []
}

/** The snippet that the README calls `file`. */
function snippet(file: string): string {
  const [, text = ''] = new RegExp(`\`${file}\`[^\`]+\`\`\`ts\n([^]+?)\`\`\``).exec(readme) ?? []
  return text
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
    child.on('exit', (code) => (code === 0 ? done(stdout) : failed(new Error(`${line} ended with ${code}: ${stderr}`))))
  })
}
