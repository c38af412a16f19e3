import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export type Format = 'cjs' | 'esm'

/** What is run, and with what: an export of the file of its name in `programs/`, and one of a file in `readers/`. */
export interface Program {
  run: (given: never) => unknown
  /** None for a program that reads nothing. */
  reader?: string
  /** The reader's export that it is given. Default: `reader`. */
  takes?: string
}

/** A folder of programs, each one minified file, as SAM and CDK make a function: CommonJS is their default. */
export async function programFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
  const made = new Map<string, string>()
  return {
    /** The program's file, made once. */
    async bundle({ run, reader, takes = 'reader' }: Program, format: Format = 'cjs'): Promise<string> {
      const name = [inKebabCase(run.name), reader, format === 'esm' ? 'mjs' : 'cjs'].filter(Boolean).join('.')
      const found = made.get(name)
      if (found !== undefined) return found
      const outfile = join(folder, name)
      const imports = [
        `import { ${run.name} } from ${JSON.stringify(compiled('programs', inKebabCase(run.name)))}`,
        reader === undefined ? '' : `import { ${takes} } from ${JSON.stringify(compiled('readers', reader))}`,
      ]
      await build({
        stdin: { contents: [...imports, `${run.name}(${reader === undefined ? '' : takes})`].join('\n'), resolveDir: folder },
        outfile,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node20',
        format,
        mainFields: ['module', 'main'],
        // CommonJS inside an ES module asks for `require`, which there is none of: what SAM's and CDK's users put there themselves.
        ...(format === 'esm' && needsRequire(reader) ? { banner: { js: requireBanner } } : {}),
      })
      made.set(name, outfile)
      return outfile
    },
    remove: () => rm(folder, { recursive: true }),
  }
}

const requireBanner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** Only what holds the AWS SDK: for the others it would be a cost without a cause. */
const needsRequire = (reader: string | undefined) => reader !== undefined && /aws-sdk|powertools|middy/.test(reader)

const inKebabCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** What `tsc` made of a source of this package: the bench runs from there. */
export function compiled(folder: 'programs' | 'readers', name: string): string {
  return fileURLToPath(new URL(`../${folder}/${name}.js`, import.meta.url))
}
