import { existsSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { pathFrom } from '../../path-from.ts'
import type { Scope } from '../intrinsics/scope.ts'
import { knownText } from '../intrinsics/value.ts'
import { at, type TemplateNode } from '../reading/template-node.ts'
import { isBuildOutput } from './build-output.ts'
import { sourceBehind } from './source-behind.ts'

/** Where the code of a function is. */
export type FunctionCode = { readonly line: number } & (
  | {
      readonly kind: 'file'
      /** Absolute: the source where it is known, else the file that is deployed. */
      readonly entry: string
      /** The export that Lambda calls. */
      readonly handler: string
      /** How the entry is known: as written, by a source map or a bundler's comment, or not: it is what the build made. */
      readonly toldBy: 'template' | 'source map' | 'comment' | 'build'
    }
  | { readonly kind: 'inline' | 'image' }
  | { readonly kind: 'otherRuntime'; readonly runtime: string }
  | { readonly kind: 'unknown'; readonly reason: string }
)

/** Why a function has no entry file, continuing "template.yaml:12 …". */
export function whyWithoutEntry(code: Exclude<FunctionCode, { kind: 'file' }>): string {
  switch (code.kind) {
    case 'inline':
      return 'writes its code out: put it into a file'
    case 'image':
      return 'deploys a container image, which is not bundled'
    case 'otherRuntime':
      return `runs on ${code.runtime}, which is not Node.js`
    case 'unknown':
      return `does not tell its file, as ${code.reason}`
  }
}

export interface CodePlace {
  /** Absolute: the folder that paths in the template are told from. */
  readonly folder: string
  /** Absolute: the project, outside of which no code is taken. */
  readonly root: string
  /** The properties that may hold a local path, in order. */
  readonly pathProperties: readonly string[]
  /** Where none of them says anything. */
  readonly standardPath: string | undefined
}

const endings = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs']

export function codeOf(
  properties: TemplateNode | undefined,
  metadata: TemplateNode | undefined,
  place: CodePlace,
  line: number,
  scope: Scope,
): FunctionCode {
  const textAt = (node: TemplateNode | undefined) => (node === undefined ? undefined : knownText(scope.resolved(node)))
  const code = place.pathProperties.map((name) => at(properties, name)).find((each) => each !== undefined)
  if (textAt(at(properties, 'PackageType')) === 'Image' || at(properties, 'ImageUri') !== undefined || at(code, 'ImageUri') !== undefined)
    return { kind: 'image', line }
  const runtime = textAt(at(properties, 'Runtime'))
  if (runtime !== undefined && !runtime.startsWith('nodejs')) return { kind: 'otherRuntime', runtime, line }
  if (at(properties, 'InlineCode') !== undefined || at(code, 'ZipFile') !== undefined) return { kind: 'inline', line: code?.line ?? line }

  const unknown = (reason: string, node?: TemplateNode): FunctionCode => ({ kind: 'unknown', reason, line: node?.line ?? line })
  const asset = textAt(at(metadata, 'aws:asset:path')) ?? assetOf(textAt(at(code, 'S3Key')), place.folder)
  const path = asset ?? (code === undefined ? place.standardPath : textAt(code))
  if (path === undefined)
    return unknown(code === undefined ? 'it has no code' : 'its code is in S3, or its place is known only when it is deployed', code)
  if (/^(s3|https?):/.test(path)) return unknown('its code is not in a local folder', code)

  const handlerNode = at(properties, 'Handler')
  const handler = textAt(handlerNode)
  if (handler === undefined)
    return unknown(handlerNode === undefined ? 'it has no Handler' : 'its Handler is known only when it is deployed', handlerNode)
  // Source: Lambda Developer Guide, "Define Lambda function handler in Node.js"; the module ends at the first dot of its file's name
  const [, module, exported] = /^((?:.*\/)?[^./]+)\.(.+)$/.exec(handler) ?? []
  if (module === undefined || exported === undefined) return unknown(`its Handler ${handler} is not "file.export"`, handlerNode)
  if (!/^[A-Za-z_$][\w$]*$/.test(exported)) return unknown(`its Handler ${handler} names no plain export`, handlerNode)
  if (isAbsolute(module)) return unknown(`its Handler ${handler} is in a layer`, handlerNode)

  const folder = resolve(place.folder, path)
  const outside = relative(place.root, folder)
  if (outside.startsWith('..') || isAbsolute(outside)) return unknown(`its code ${path} is not inside the project`, code)
  if (isFile(folder) && asset === undefined) return unknown(`its code ${path} is an archive`, code)
  const entry = entryPoint(folder, module, metadata, textAt) ?? existing(join(folder, module))
  if (entry === undefined)
    return unknown(
      `there is no file ${pathFrom(place.root, join(folder, module))}.${endings.join(', .')}: build it, or name the entry in a configuration`,
      handlerNode,
    )
  const source = /js$/.test(entry) ? sourceBehind(entry, exported, place.root) : undefined
  if (source !== undefined) return { kind: 'file', entry: source.file, handler: exported, toldBy: source.toldBy, line }
  const isBuilt = asset !== undefined || (/js$/.test(entry) && isBuildOutput(entry, place.root))
  return { kind: 'file', entry, handler: exported, toldBy: isBuilt ? 'build' : 'template', line }
}

/**
 * The folder beside a CDK template that is uploaded under this key, where the app writes no paths of its assets.
 * Source: CDK Developer Guide, "Assets and the AWS CDK" (`aws:asset:path`, `asset.<hash>`).
 */
function assetOf(key: string | undefined, folder: string): string | undefined {
  const [, hash] = /^([0-9a-f]{64})\.zip$/.exec(key ?? '') ?? []
  return hash === undefined ? undefined : [`asset.${hash}`, `../asset.${hash}`].find((each) => existsSync(join(folder, each)))
}

/** The entry point that esbuild makes the handler's module from. Source: AWS SAM Developer Guide, "Building Node.js Lambda functions with esbuild". */
function entryPoint(
  folder: string,
  module: string,
  metadata: TemplateNode | undefined,
  textAt: (node: TemplateNode | undefined) => string | undefined,
): string | undefined {
  const points = at(metadata, 'BuildMethod') === undefined ? undefined : at(metadata, 'BuildProperties', 'EntryPoints')
  const paths = points?.type === 'list' ? points.items.flatMap((each) => textAt(each) ?? []) : []
  const stem = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '').replace(/^\.\//, '')
  const [only, more] = paths
  const found =
    paths.find((path) => stem(path) === module) ??
    paths.find((path) => stem(path).endsWith(`/${module}`) || module.endsWith(`/${stem(path)}`)) ??
    (more === undefined ? only : undefined)
  if (found === undefined) return undefined
  const path = resolve(folder, found)
  return isFile(path) ? path : existing(resolve(folder, stem(found)))
}

function existing(withoutEnding: string): string | undefined {
  return endings.map((ending) => `${withoutEnding}.${ending}`).find(isFile)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
