import * as v from 'valibot'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { comparisonStates } from './comparison.ts'
import { diffStages } from './diff-stages.ts'
import { diffVersions } from './diff-versions.ts'

const state = v.picklist(comparisonStates)

/** What differs between two stages, or two versions of one secret; never a value, a part, a length or a hash of one. */
export const diff = task({
  name: 'diff',
  summary: 'what differs between two stages, or two versions of a secret, without values',
  input: {
    from: v.pipe(v.string(), v.minLength(1)),
    to: v.pipe(v.string(), v.minLength(1)),
    /** One secret alone: a name with `{stage}`, the export that declares it, or its name in one of the stages. */
    name: v.optional(v.pipe(v.string(), v.minLength(1))),
    parameter: v.optional(v.boolean()),
    /** `from` and `to` are version stages or ids of `name`. */
    versionStages: v.optional(v.boolean(), false),
  },
  output: v.object({
    from: v.string(),
    to: v.string(),
    secrets: v.array(
      v.object({
        /** With `{stage}` in it, but for versions of one secret. */
        name: v.string(),
        service: v.picklist(secretServices),
        state,
        /** Of two JSON objects that differ: which fields do. */
        fields: v.optional(v.array(v.object({ name: v.string(), state }))),
        declaredAt: v.optional(v.string()),
      }),
    ),
    different: v.number(),
  }),
  async run({ from, to, ...input }, context) {
    const secrets = input.versionStages ? await diffVersions(from, to, input, context) : await diffStages(from, to, input, context)
    return { from, to, secrets, different: secrets.filter((each) => each.state !== 'same').length }
  },
})
