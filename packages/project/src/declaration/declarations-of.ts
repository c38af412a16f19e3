import { ProjectError } from '../project-error.ts'
import { type CallSite, type DeclaredSecret, type OpenReason, secretId } from './declared-secret.ts'
import { callSitesIn } from './declared-secrets.ts'
import { declaringFiles } from './declaring-files.ts'
import { placesResolved, type Resolve, type Variables } from './resolved-places.ts'

/** A secret that a project declares and whose place is not known. */
export interface OpenDeclaration extends OpenReason {
  /** As of a `DeclaredSecret`. */
  readonly id: string
  readonly kind: string
  readonly exportName: string | undefined
}

/** What a project declares. */
export interface Declarations<Function extends Variables = Variables> {
  /** A declaration whose variable functions set to different names stands here once for each. */
  readonly secrets: readonly { readonly secret: DeclaredSecret; readonly functions: readonly Function[] }[]
  readonly open: readonly OpenDeclaration[]
  /** Files that do not parse: what they declare is not known. */
  readonly unreadable: readonly ProjectError[]
}

interface DeclaringProject<Function extends Variables> {
  readonly root: string
  readonly declarations: readonly string[]
  readonly functions: readonly Function[]
}

/**
 * What a project declares, in the files that its configuration names, else in all below its folder; a place in a variable as each of its
 * functions sets that. Which function imports what is not looked at.
 * @example
 * const { secrets, open } = await declarationsOf(await loadProject(process.cwd()))
 */
export async function declarationsOf<Function extends Variables>(project: DeclaringProject<Function>): Promise<Declarations<Function>> {
  const { root, declarations, functions } = project
  const files = declarations.length > 0 ? declarations : await declaringFiles(root)
  const read = await Promise.all(files.map((file) => sitesOrError(file, root)))
  const sites = read.flatMap((each) => ('sites' in each ? each.sites : []))
  const resolve = await placesResolved(sites, root)
  const found = sites.map((site) => foundIn(site, functions, resolve, root))
  return {
    secrets: found.flatMap(({ secrets }) => secrets),
    open: found.flatMap(({ open }) => open),
    unreadable: read.flatMap((each) => ('error' in each ? each.error : [])),
  }
}

async function sitesOrError(file: string, root: string): Promise<{ sites: readonly CallSite[] } | { error: ProjectError }> {
  try {
    return { sites: await callSitesIn(file, root) }
  } catch (error) {
    if (!(error instanceof ProjectError) || error.code !== 'DECLARATION_UNREADABLE') throw error
    return { error }
  }
}

type Found<Function extends Variables> = Pick<Declarations<Function>, 'secrets' | 'open'>

function foundIn<Function extends Variables>(
  site: CallSite,
  functions: readonly Function[],
  resolve: Resolve,
  root: string,
): Found<Function> {
  const variable = site.call.place !== undefined && 'variable' in site.call.place ? site.call.place.variable : undefined
  const setting = variable === undefined ? [] : functions.filter((each) => sets(each, variable))
  const asked: readonly (Function | undefined)[] = setting.length > 0 ? setting : [unsetting(functions)]
  const byPlace = new Map<string, { secret: DeclaredSecret; functions: Function[] }>()
  const open = new Map<string, OpenReason>()
  for (const each of asked) {
    const answer = resolve(site, each)
    if ('open' in answer) {
      open.set(answer.open.reason, answer.open)
      continue
    }
    const known = byPlace.get(answer.secret.place.name)?.functions ?? []
    byPlace.set(answer.secret.place.name, { secret: answer.secret, functions: each === undefined ? known : [...known, each] })
  }
  const { kind, exportName } = site.call
  return {
    secrets: [...byPlace.values()],
    open: [...open.values()].map((each) => ({ ...each, id: secretId(site, root), kind, exportName })),
  }
}

function sets({ environment = {}, unknownEnvironment = {} }: Variables, variable: string): boolean {
  return Object.hasOwn(environment, variable) || Object.hasOwn(unknownEnvironment, variable)
}

/** The function that best tells why none sets a variable: one that may have more variables than are known. */
function unsetting<Function extends Variables>(functions: readonly Function[]): Function | undefined {
  return functions.find(({ template }) => template?.environmentProblem !== undefined) ?? functions[0]
}
