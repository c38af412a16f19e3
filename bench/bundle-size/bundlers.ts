import { basename, dirname } from 'node:path'
import { build } from 'esbuild'
import { build as rolldown } from 'rolldown'
import webpack from 'webpack'

/** Each makes one minified CommonJS file for Node of an entry; what is imported later, as the SDK does, is in it too. */
export const bundlers: Readonly<Record<string, (entry: string, file: string) => Promise<void>>> = {
  async esbuild(entry, file) {
    await build({
      entryPoints: [entry],
      outfile: file,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      legalComments: 'none', // the others take them into a file of their own
    })
  },
  async rolldown(entry, file) {
    await rolldown({
      input: entry,
      platform: 'node',
      resolve: { mainFields: ['module', 'main'] },
      logLevel: 'silent',
      output: { file, format: 'cjs', minify: true, comments: false, codeSplitting: false },
    })
  },
  webpack: (entry, file) =>
    new Promise((made, failed) => {
      const output = { path: dirname(file), filename: basename(file) }
      webpack(
        {
          mode: 'production',
          target: 'node20',
          entry,
          output: { ...output, library: { type: 'commonjs2' } },
          performance: false,
          plugins: [new webpack.optimize.LimitChunkCountPlugin({ maxChunks: 1 })],
        },
        (error, stats) => {
          if (error) failed(error)
          else if (stats?.hasErrors()) failed(new Error(stats.toString('errors-only')))
          else made()
        },
      )
    }),
}
