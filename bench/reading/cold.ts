// Process start to first value, and to first answer of an external API that takes it: a fresh process each time, bundled to one file.
import { onColdStage } from '../cold-start/cold-stage.ts'
import { firstAnswers, firstReads } from '../cold-start/cold-subjects.ts'
import { coldTable } from '../cold-start/cold-table.ts'
import type { Part } from './part.ts'

export const cold: Part = {
  name: 'cold',
  title: 'Cold start',
  isPerNode: true,
  run({ node, rounds = 25, print }) {
    return onColdStage(async (stage) => {
      for (const [title, subjects] of [
        ['Process start to first value', firstReads],
        ['Process start to first answer of an external API (after the SDK and Powertools: by the global fetch)', firstAnswers],
      ] as const) {
        for (const format of ['cjs', 'esm'] as const) {
          for (const scheme of stage.schemes) print(await coldTable(stage, scheme, { title, format, subjects, node, rounds }))
        }
      }
    })
  },
}
