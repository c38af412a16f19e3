// Runs the benchmarks and writes what they print between the markers of the README and of docs/numbers.md, so that no figure there is
// typed by hand. The first Node is that of the README.
//   npm run bench:readme [-- --node PATH …] [--rounds N]
import { spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measuredNode } from './measuring/measured-node.ts'

const begin = '<!-- figures: begin, written by npm run bench:readme -->'
const end = '<!-- figures: end -->'

const { values } = parseArgs({ options: { node: { type: 'string', multiple: true }, rounds: { type: 'string' } } })
const nodes = (values.node ?? [process.execPath]).map((path) => measuredNode(path))
const [first = measuredNode(), ...others] = nodes
const date = new Date().toISOString().slice(0, 10)
const measuredWith = (...used: (typeof nodes)[number][]) =>
  `Node ${used.map(({ version }) => version).join(', ')}; ${cpus().length} cores, ${date}. Read the ratios: times are this machine's.`

const { rounds } = values
const asArgument = rounds === undefined ? [] : [rounds]
// The second measures servers of the Node that runs it.
const short = [
  await printed('cold-start', ['--node', first.path, ...asArgument]),
  await printed('local-get-secret-value', asArgument, first.path),
]
await writeBetweenMarkers('README.md', [...short, measuredWith(first)])
await writeBetweenMarkers('docs/numbers.md', [
  await printed('reading', [...nodes.flatMap(({ path }) => ['--node', path]), ...(rounds === undefined ? [] : ['--rounds', rounds])]),
  ...(await logGuardOf(nodes)),
  measuredWith(first, ...others),
])

/** The guard runs in the Node that measures it. */
async function logGuardOf(measured: typeof nodes): Promise<string[]> {
  const parts = ['## The log guard']
  for (const { path } of measured) parts.push(await printed('log-guard', [], path))
  return parts
}

async function writeBetweenMarkers(document: string, parts: readonly string[]): Promise<void> {
  const file = fileURLToPath(new URL(`../../${document}`, import.meta.url))
  const text = await readFile(file, 'utf8')
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${document} lacks the markers ${begin} and ${end}`)
  await writeFile(file, `${text.slice(0, from + begin.length)}\n${parts.map((part) => part.trim()).join('\n\n')}\n${text.slice(to)}`)
}

/** What a benchmark prints; it is shown here as well. */
async function printed(name: string, options: readonly string[], node = process.execPath): Promise<string> {
  const file = fileURLToPath(new URL(`./${name}.js`, import.meta.url))
  const child = spawn(node, [file, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    process.stdout.write(chunk)
  })
  const code = await new Promise<number | null>((ended) => child.on('close', ended))
  if (code !== 0) throw new Error(`${name} ended with ${code}`)
  return output
}
