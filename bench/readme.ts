// Runs the benchmarks and writes what they print between the README's markers, so that no figure there is typed by hand.
//   npm run bench:readme
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'

const readme = fileURLToPath(new URL('../../README.md', import.meta.url))
const begin = '<!-- figures: begin, written by npm run bench:readme -->'
const end = '<!-- figures: end -->'

const figures = [await printed('cold-start'), await printed('local-get-secret-value')].join('\n')
const text = await readFile(readme, 'utf8')
const from = text.indexOf(begin)
const to = text.indexOf(end)
if (from < 0 || to < from) throw new Error(`README.md lacks the markers ${begin} and ${end}`)
const machine = `Node ${process.versions.node}, ${cpus().length} cores, ${new Date().toISOString().slice(0, 10)}. Read the ratios: times are this machine's.`
await writeFile(readme, `${text.slice(0, from + begin.length)}\n${figures.trim()}\n\n${machine}\n${text.slice(to)}`)

/** What a benchmark prints; it is shown here as well. */
async function printed(name: string): Promise<string> {
  const child = spawn(process.execPath, [fileURLToPath(new URL(`./${name}.js`, import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    process.stdout.write(chunk)
  })
  const code = await new Promise<number | null>((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return output
}
