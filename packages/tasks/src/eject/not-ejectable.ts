import { relative } from 'node:path'
import type { Project } from '@sallyport/project'
import { kinds } from '../forms/forms.ts'
import { importsIn } from './imports-in.ts'

/** What the plain code exports, beside the kinds. */
const others = ['load', 'withSecrets', 'Secret', 'Handle', 'Login', 'CallOptions', 'Answer', 'Calling', 'LambdaContext']
const ejected = new Set<string>([...kinds, ...others])

/** Options of declarations that the plain code knows. */
const options = new Set(['ttlSeconds', 'maxStaleSeconds', 'hosts', 'header', 'field', 'fields'])

/** What a project uses of sallyport that the plain code has not, and where. */
export async function notEjectable(sources: ReadonlyMap<string, string>, { root }: Project): Promise<{ what: string; at: string }[]> {
  const found: { what: string; at: string }[] = []
  for (const [file, source] of sources) {
    const at = (line: number) => `${relative(root, file)}:${line}`
    for (const { specifier, names, line } of importsIn(source)) {
      if (specifier !== 'sallyport') found.push({ what: `the door ${specifier}`, at: at(line) })
      else if (names === undefined) found.push({ what: 'sallyport imported as a whole: import its parts by name', at: at(line) })
      else for (const name of names) if (!ejected.has(name)) found.push({ what: name, at: at(line) })
    }
    found.push(...(await inDeclarations(file, source, root)))
  }
  return found
}

async function inDeclarations(file: string, source: string, root: string): Promise<{ what: string; at: string }[]> {
  if (!importsIn(source).some(({ names = [] }) => names.some((name) => kinds.some((kind) => kind === name)))) return []
  const { declaredSecrets } = await import('@sallyport/project')
  const { secrets } = await declaredSecrets([file], { root })
  return secrets.flatMap((each) => {
    const at = `${relative(root, each.file)}:${each.line}`
    const unknown = Object.keys(each.options).filter((name) => !options.has(name))
    return [
      ...unknown.map((name) => ({ what: `the option ${name}`, at })),
      ...(each.place.name.includes('{id}') ? [{ what: `the family ${each.place.name}`, at }] : []),
    ]
  })
}
