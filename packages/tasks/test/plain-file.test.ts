// What a project is left with is compiled by whatever settings it has: each part alone has to hold the strictest.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { plainFile } from '../src/eject/plain-file.ts'
import { plainFileByName } from '../src/eject/plain-sources.ts'
import { kinds } from '../src/forms/forms.ts'
import { secretServices } from '../src/secret-services.ts'

const installed = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')

const strictest = {
  module: 'nodenext',
  target: 'es2023',
  lib: ['es2023'],
  types: ['node'],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  isolatedModules: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
}

test('each kind alone, and each other name beside one, of secrets, of parameters and of both, compiles under the strictest settings', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-plain-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(installed, join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictest, include: ['*.ts'] }))
  const names = [...(await plainFileByName()).keys()]
  const others = names.filter((name) => !kinds.some((kind) => kind === name))
  const asked = [...kinds.map((kind) => [kind]), ...others.map((name) => ['text', name]), names]
  for (const services of [...secretServices.map((each) => [each]), secretServices]) {
    for (const [number, each] of asked.entries()) {
      const { text } = await plainFile(new Set(each), new Set(services), 'typescript')
      for (const name of each) expect(text).toMatch(new RegExp(`^export (async )?(function|class|interface|type) ${name}\\b`, 'm'))
      writeFileSync(join(folder, `${services.join('-')}-${number}.ts`), text)
    }
  }
  expect(await compiled(folder)).toBe('')
})

function compiled(folder: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [tsc, '-p', folder], (error, stdout) => (stdout === '' && error !== null ? reject(error) : resolve(stdout)))
  })
}
