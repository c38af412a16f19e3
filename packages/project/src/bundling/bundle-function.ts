import { dirname } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { buildError, isBuildFailure } from '../build-error.ts'
import { pathFrom } from '../path-from.ts'
import { pureAnnotations } from './pure-annotations.ts'

/** What of a function is bundled, and how. */
export interface BundleOptions {
  /** Absolute path of the function's file. */
  readonly entry: string
  /** The export that Lambda calls; default: `handler`. */
  readonly handler?: string
  /** Default: `esm`. */
  readonly format?: 'esm' | 'cjs'
  /** Folder that errors tell paths from; default: the entry's. */
  readonly root?: string
}

/** A function's code as Lambda takes it. */
export interface FunctionBundle {
  readonly files: readonly { path: string; bytes: Uint8Array }[]
  /** As Lambda's `Handler` setting. */
  readonly handler: string
  /** Modules that are not in the bundle, Node's own among them. */
  readonly externals: readonly string[]
}

/**
 * A function's code in one file, to be zipped and given to Lambda. The AWS SDK goes into it, since not every place that runs it has
 * the SDK on board; names stay as they are, so that a stack trace can be read.
 * @throws ProjectError `BUILD_FAILED`, with file and line
 * @example
 * const { files, handler } = await bundleFunction({ entry: '/shop/src/checkout.ts' }) // [{ path: 'index.mjs', … }], 'index.handler'
 */
export async function bundleFunction({
  entry,
  handler = 'handler',
  format = 'esm',
  root = dirname(entry),
}: BundleOptions): Promise<FunctionBundle> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    format,
    platform: 'node',
    target: 'node20',
    treeShaking: true,
    // a package's ES module where it has one: it can be shaken, and needs no `require`
    mainFields: ['module', 'main'],
    write: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'silent',
    outdir: root,
    plugins: [pureAnnotations],
  }).catch((error: unknown) => {
    throw isBuildFailure(error) ? buildError(`function ${pathFrom(root, entry)}`, error) : error
  })
  const [output] = Object.values(result.metafile.outputs)
  const code = result.outputFiles[0]?.contents
  if (output === undefined || code === undefined) throw new Error(`esbuild gave no output for ${entry}`)
  // an ES module made of CommonJS exports all of it as `default`, where Lambda does not look
  if (format === 'esm' && output.exports.length === 1 && output.exports[0] === 'default')
    return bundleFunction({ entry, handler, format: 'cjs', root })
  const externals = output.imports.filter((each) => each.external)
  return {
    // the extension says the format whatever package.json lies beside it; Lambda looks for .js, .mjs and .cjs
    files: [{ path: format === 'esm' ? 'index.mjs' : 'index.cjs', bytes: format === 'esm' ? withRequire(code, externals) : code }],
    handler: `index.${handler}`,
    externals: [...new Set(externals.map((each) => each.path))].sort(),
  }
}

type Imports = Metafile['outputs'][string]['imports']

/** CommonJS packages inside an ES module ask for Node's modules by `require`, which an ES module does not have. */
function withRequire(code: Uint8Array, externals: Imports): Uint8Array {
  if (!externals.some((each) => each.kind === 'require-call' || each.kind === 'require-resolve')) return code
  return Buffer.concat([
    Buffer.from(
      `import { createRequire as createRequireOfBundle } from 'node:module'\nconst require = createRequireOfBundle(import.meta.url)\n`,
    ),
    code,
  ])
}
