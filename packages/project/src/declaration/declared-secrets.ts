import { readFile } from 'node:fs/promises'
import { pathFrom } from '../path-from.ts'
import { ProjectError } from '../project-error.ts'
import { syntaxTreeOf } from '../source/syntax-tree.ts'
import type { CallSite, DeclaredSecret, OpenReason } from './declared-secret.ts'
import { declaringCalls } from './declaring-call.ts'
import { placesResolved, type Variables } from './resolved-places.ts'

/** What files declare. */
export interface Declared {
  readonly secrets: readonly DeclaredSecret[]
  /** Secrets whose place is not known, and why. */
  readonly open: readonly OpenReason[]
}

/**
 * The secrets that files declare: name, kind, place, line. A file is executed only where a name is computed, in a process of its own.
 * @param options.root folder that paths are told from; default: the working directory
 * @throws ProjectError `DECLARATION_UNREADABLE` for a file that cannot be read or does not parse
 * @example
 * const { secrets } = await declaredSecrets(['src/secrets.ts']) // [{ id: 'src/secrets.ts#stripe', kind: 'apiKey', … }]
 */
export async function declaredSecrets(
  files: readonly string[],
  { root = process.cwd(), ...variables }: { root?: string } & Variables = {},
): Promise<Declared> {
  const sites = (await Promise.all(files.map((file) => callSitesIn(file, root)))).flat()
  const resolve = await placesResolved(sites, root)
  const found = sites.map((site) => resolve(site, variables))
  return {
    secrets: found.flatMap((each) => ('secret' in each ? each.secret : [])),
    open: found.flatMap((each) => ('open' in each ? each.open : [])),
  }
}

export async function callSitesIn(file: string, root: string): Promise<CallSite[]> {
  const at = pathFrom(root, file)
  const source = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new ProjectError('DECLARATION_UNREADABLE', {
      message: `declaration ${at} cannot be read: check "declarations" in the configuration`,
      file: at,
      cause,
    })
  })
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined)
    throw new ProjectError('DECLARATION_UNREADABLE', { message: `declaration ${at} does not parse: mend its syntax`, file: at })
  return declaringCalls(tree).map((call) => ({ file, call }))
}
