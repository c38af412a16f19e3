// Reading a secret, beside the peers: every part, or those that are named.
//   npm run bench:reading [-- cold|warm|many|bundle|trouble …] [--node PATH …] [--rounds N] [--patience SECONDS] [--rows REGEXP]
import { parseArgs } from 'node:util'
import { measuredNode } from './measuring/measured-node.ts'
import { bundle } from './reading/bundle.ts'
import { cold } from './reading/cold.ts'
import { many } from './reading/many.ts'
import type { Part } from './reading/part.ts'
import { trouble } from './reading/trouble.ts'
import { warm } from './reading/warm.ts'

const parts: readonly Part[] = [cold, warm, many, bundle, trouble]

const { values, positionals } = parseArgs({
  options: {
    node: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    patience: { type: 'string', default: '6' },
    rows: { type: 'string' },
  },
  allowPositionals: true,
})
const unknown = positionals.find((name) => !parts.some((part) => part.name === name))
if (unknown !== undefined) throw new Error(`${unknown} is not a part: give ${parts.map(({ name }) => name).join(', ')}`)
const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
const rows = values.rows === undefined ? undefined : new RegExp(values.rows)
const nodes = (values.node ?? [process.execPath]).map((path) => measuredNode(path))

for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`\n## ${part.title}`)
  for (const node of part.isPerNode ? nodes : nodes.slice(0, 1)) {
    await part.run({ node, rounds, patienceMs: Number(values.patience) * 1000, rows, print: (text) => console.log(text) })
  }
}
