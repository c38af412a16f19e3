// The bundlers that Lambda functions are made with, each set as a user of it would for a function.
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as rolldown } from 'rolldown'
import webpack from 'webpack'

export type Format = 'esm' | 'cjs'

/** Makes one file of `input` and all that it imports, and gives its text. */
export type Bundler = (input: string, output: string, format: Format) => Promise<string>

export const bundlers: Readonly<Record<string, Bundler>> = {
  async esbuild(input, output, format) {
    await esbuild({
      entryPoints: [input],
      outfile: output,
      format,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      absWorkingDir: dirname(input),
      logLevel: 'error',
    })
    return await readFile(output, 'utf8')
  },

  async rolldown(input, output, format) {
    await rolldown({ input, cwd: dirname(input), platform: 'node', output: { file: output, format, minify: true }, logLevel: 'warn' })
    return await readFile(output, 'utf8')
  },

  async webpack(input, output, format) {
    const compiler = webpack({
      entry: input,
      context: dirname(input),
      mode: 'production',
      target: 'node20',
      devtool: false,
      experiments: { outputModule: format === 'esm' },
      output: {
        path: dirname(output),
        filename: basename(output),
        library: { type: format === 'esm' ? 'module' : 'commonjs2' },
      },
    })
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        const problem = error ?? (stats?.hasErrors() || stats?.hasWarnings() ? new Error(stats.toString()) : undefined)
        compiler.close((closing) => (problem || closing ? reject(problem ?? closing) : resolve()))
      })
    })
    return await readFile(output, 'utf8')
  },
}
