import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { maySign, plainKind } from '../forms/forms.ts'
import { kindWord } from '../forms/kind-word.ts'
import { hostProblem } from '../forms/options/hosts.ts'
import { nameProblem } from '../place/place-name.ts'
import { typedCommand, typedLine } from '../place/typed-command.ts'
import { serviceFor } from '../secret-services.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { handlerFile } from './first-files.ts'
import { firstKinds } from './first-kinds.ts'
import { declarationText, type NewDeclaration, toDeclare } from './new-declaration.ts'

/** Writes the first declaration and the first function of a project; what is there already stays as it is. */
export const init = task({
  name: 'init',
  summary: 'write the first declaration of a secret and a function that reads it',
  input: {
    /** Where the project is, or is to be: an absolute path. */
    folder: v.pipe(v.string(), v.minLength(1)),
    kind: v.optional(v.picklist(firstKinds), firstKinds[0]),
    /** The host that the credential may go to. */
    host: v.optional(
      v.pipe(
        v.string(),
        v.check(
          (host) => hostProblem(host) === undefined,
          ({ input }) => hostProblem(input) ?? '',
        ),
      ),
    ),
    /** Where the secret lives, with `{stage}` left in. Default: `{stage}/` and the host's own name. */
    name: v.optional(v.string()),
    /** A Parameter Store parameter instead of a Secrets Manager secret. */
    parameter: v.optional(v.boolean(), false),
  },
  output: v.object({
    folder: v.string(),
    /** Files that were written. */
    written: v.array(v.string()),
    /** Files that are there already; then neither the declaration nor the function was written. */
    kept: v.array(v.string()),
    /** The declaration, as it is or as it could be added. */
    declaration: v.string(),
    /** What to type next. */
    next: v.array(v.string()),
    /** Whether the project has the package that its files import. */
    installed: v.boolean(),
  }),
  withoutAccount: true,
  async run({ folder: given, kind, host, name, parameter }) {
    if (maySign(kind) && host === undefined) {
      throw new TaskError('WRONG_USE', {
        message: `a ${kind} needs the host that it may go to: give \`host\`, such as api.stripe.com, or \`kind\` ${plainKind}`,
      })
    }
    const folder = resolve(given)
    const declared: NewDeclaration = {
      kind,
      service: serviceFor(parameter),
      name: name ?? `${parameter ? '/' : ''}{stage}/${nameOfHost(host)}`,
      options: maySign(kind) && host !== undefined ? { hosts: host } : {},
    }
    const form = nameProblem(declared.name, declared.service)
    if (form !== undefined) {
      throw new TaskError('WRONG_USE', {
        message: `${declared.name} is not a name that AWS takes: give \`name\` ${form}, with {stage} for the stage`,
      })
    }
    const { exportName } = await toDeclare(declared)
    const declaration = await declarationText(declared)
    const files = new Map([
      ['src/secrets.ts', declaration],
      ['src/handler.ts', handlerFile(declared, exportName)],
    ])
    const kept = [...files.keys()].filter((file) => existsSync(join(folder, file)))
    const written = kept.length > 0 ? [] : await writtenIn(folder, files)
    return {
      folder,
      written,
      kept,
      declaration,
      next: kept.length > 0 ? [] : nextCommands(declared),
      installed: isInstalled(folder),
    }
  },
})

/** The word of a host that says whose it is: `api.stripe.com` → `stripe`. */
function nameOfHost(host = 'first'): string {
  const words = host.toLowerCase().split('.')
  return words.at(-2) ?? words[0] ?? 'first'
}

async function writtenIn(folder: string, files: ReadonlyMap<string, string>): Promise<string[]> {
  await mkdir(join(folder, 'src'), { recursive: true })
  const all = new Map(files)
  if (!hasPackage(folder))
    all.set('package.json', `${JSON.stringify({ name: packageName(folder), private: true, type: 'module' }, null, 2)}\n`)
  for (const [file, text] of all) await writeFile(join(folder, file), text, { flag: 'wx' }) // never over a file that came in between
  return [...all.keys()]
}

/** A package of the folder, or of one above it, whose workspace it is. */
function hasPackage(folder: string): boolean {
  if (existsSync(join(folder, 'package.json'))) return true
  return dirname(folder) !== folder && hasPackage(dirname(folder))
}

/** package.json's own rules for a name. Source: npm Docs, "package.json", name. */
function packageName(folder: string): string {
  return (
    basename(folder)
      .toLowerCase()
      .replace(/[^a-z0-9-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'functions'
  )
}

function nextCommands({ kind, service, name }: NewDeclaration): string[] {
  const loopback = { target: 'local' } as const
  const place = { service, id: name.replaceAll('{stage}', 'dev') }
  return [
    'sallyport local start --detach',
    typedCommand('put', place, loopback, ['--kind', kindWord(kind)]),
    typedLine(['invoke', 'src/handler.ts'], loopback),
  ]
}

function isInstalled(folder: string): boolean {
  try {
    createRequire(join(folder, 'package.json')).resolve('sallyport/package.json')
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return false
    throw error
  }
}
