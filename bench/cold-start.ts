// Process start to first value: the short table of the README. `npm run bench:reading -- cold` has all peers, formats and answers.
//   npm run bench:cold [-- rounds] [--node PATH]
import { parseArgs } from 'node:util'
import { onColdStage } from './cold-start/cold-stage.ts'
import { firstReads } from './cold-start/cold-subjects.ts'
import { coldTable } from './cold-start/cold-table.ts'
import { measuredNode } from './measuring/measured-node.ts'

const { values, positionals } = parseArgs({ options: { node: { type: 'string' } }, allowPositionals: true })
const rounds = Number(positionals[0] ?? 25)
const node = measuredNode(values.node)
const subjects = firstReads.filter(({ label }) => ['empty process', 'by hand', 'sallyport', 'AWS SDK v3'].includes(label))
await onColdStage(async (stage) => {
  for (const scheme of stage.schemes) {
    console.log(await coldTable(stage, scheme, { title: 'Process start to first value', format: 'cjs', subjects, node, rounds }))
  }
})
