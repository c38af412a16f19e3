import { type SecretService, secretServices } from '../secret-services.ts'
import type { PlainLanguage } from './plain-language.ts'
import { type PlainSource, plainFileByName, plainSource } from './plain-sources.ts'

export const marker =
  '// Written by "sallyport eject": what this project used of sallyport, as plain code over the AWS SDK for JavaScript v3.'

const header = `${marker}
// It is yours now: change it as you like.
//
// What sallyport did beside it, and this does not: join reads that begin in one moment, mask values in errors that leave a handler, look
// out for a function that was frozen in the middle of a read, tell events, replay a request over a broken connection.
`

/** What reads from a service, and what stands in for it where a project does not read from there: without the service's client. */
const readers: Readonly<Record<SecretService, { readonly reads: string; readonly readsNot: string }>> = {
  secretsmanager: { reads: 'secrets-manager.ts', readsNot: 'no-secrets-manager.ts' },
  ssm: { reads: 'parameter-store.ts', readsNot: 'no-parameter-store.ts' },
}

export interface PlainFile {
  readonly text: string
  /** The packages that it imports. */
  readonly packages: readonly string[]
}

/**
 * The file that stands in for `sallyport`: what the project imports of it, with what that needs, and no more.
 * @param imported names; one that the plain code has not is left out
 */
export async function plainFile(
  imported: ReadonlySet<string>,
  services: ReadonlySet<SecretService>,
  language: PlainLanguage,
): Promise<PlainFile> {
  const fileByName = await plainFileByName()
  const roots = new Set([...fileByName].filter(([name]) => imported.has(name)).map(([, file]) => file))
  const sources = await withNeeded([...roots].sort(), services, language)
  const imports = sources.flatMap((each) => each.imports)
  const parts = sources.map(({ code }) => `\n${exportingOnly(fileByName, code)}\n`)
  const asModule = [header, '\n', ...imports.map(({ statement }) => statement), ...parts].join('')
  return {
    text: language === 'cjs' ? asCommonJs(asModule) : asModule,
    packages: [...new Set(imports.map(({ module }) => module))].filter((each) => !each.startsWith('node:')).sort(),
  }
}

/** The files and all that they import, each once and below what it needs. */
async function withNeeded(roots: readonly string[], services: ReadonlySet<SecretService>, language: PlainLanguage): Promise<PlainSource[]> {
  const absent = secretServices.filter((each) => !services.has(each)).map((each) => readers[each])
  const sourceByFile = new Map<string, PlainSource>()
  const seen = new Set<string>()
  const take = async (imported: string): Promise<void> => {
    const file = absent.find(({ reads }) => reads === imported)?.readsNot ?? imported
    if (seen.has(file)) return
    seen.add(file)
    const source = await plainSource(file, language)
    for (const each of source.files) await take(each)
    sourceByFile.set(file, source)
  }
  for (const each of roots) await take(each)
  return [...sourceByFile.values()]
}

/** In one file, what only the parts import of each other is exported no more. */
function exportingOnly(names: ReadonlyMap<string, string>, code: string): string {
  return code.replace(/^export (?=(?:async )?(?:function|class|interface|type|const) (\w+))/gm, (exported, name: string) =>
    names.has(name) ? exported : '',
  )
}

/** An ES module of these forms as CommonJS; its names are exported in one object, where Node finds them for an `import` too. */
function asCommonJs(text: string): string {
  const names: string[] = []
  const code = text
    .replace(/^import (\{[^}]*\}) from '([^']+)';?$/gm, "const $1 = require('$2');")
    .replace(/^export (?=(?:async )?(?:function|class|const) (\w+))/gm, (_, name: string) => {
      names.push(name)
      return ''
    })
  return `${code.replace(header, `${header}\n'use strict';\n`)}\nmodule.exports = { ${names.join(', ')} };\n`
}
