import * as v from 'valibot'
import { secretServices } from '../secret-services.ts'
import { task } from '../task.ts'
import { taskErrorCodes } from '../task-error.ts'
import { importStates } from './import-states.ts'
import { importedEntries } from './imported-entries.ts'
import { type PlannedEntry, plannedImport } from './planned-import.ts'
import { storeAll } from './store-all.ts'

/** Stores what a dotenv or JSON file holds, a secret a key, or all of it as one JSON secret. */
const importing = task({
  name: 'import',
  summary: 'store what a dotenv or JSON file holds, each key as a secret',
  input: {
    content: v.instance(Uint8Array),
    /** What stands before each key. Default: `{stage}/`, for parameters `/{stage}/`. */
    prefix: v.optional(v.string()),
    /** One JSON secret of this name with all keys as its fields, instead of a secret a key. */
    asJson: v.optional(v.pipe(v.string(), v.minLength(1))),
    parameter: v.optional(v.boolean()),
    /** Stores a new version of what holds another value; of a JSON object (`asJson`) with its other fields as they are. */
    overwrite: v.optional(v.boolean(), false),
    /** Stores nothing, and says what would be. */
    dryRun: v.optional(v.boolean(), false),
    /** Agrees to the list, where nobody can be asked. */
    yes: v.optional(v.boolean(), false),
  },
  output: v.object({
    format: v.picklist(['dotenv', 'json']),
    entries: v.array(
      v.object({
        key: v.string(),
        line: v.optional(v.number()),
        name: v.string(),
        service: v.picklist(secretServices),
        state: v.picklist(importStates),
        version: v.optional(v.string()),
        /** Why it was refused. */
        reason: v.optional(v.string()),
        /** With `asJson`: fields of what is stored that are not in the file, and stay. */
        keptFields: v.optional(v.array(v.string())),
      }),
    ),
    /** What the file holds that another reader of it might take otherwise. */
    notes: v.array(v.string()),
    /** What ended it before all was stored; the same import again goes on. */
    failure: v.optional(v.object({ code: v.picklist(taskErrorCodes), message: v.string() })),
  }),
  async run(input, context) {
    const { format, entries, notes } = importedEntries(input.content)
    const planned = await plannedImport(entries, input, context)
    const { done, failure } = input.dryRun ? { done: planned, failure: undefined } : await storeAll(planned, input, context)
    return {
      format,
      entries: done.map(withoutValue),
      notes: [...notes],
      ...(failure === undefined ? {} : { failure: { code: failure.code, message: failure.message } }),
    }
  },
})

function withoutValue({ key, line, name, service, state, version, reason, keptFields }: PlannedEntry) {
  return {
    key,
    ...(line === undefined ? {} : { line }),
    name,
    service,
    state,
    ...(version === undefined ? {} : { version }),
    ...(reason === undefined ? {} : { reason }),
    ...(keptFields === undefined ? {} : { keptFields: [...keptFields] }),
  }
}

export { importing as import } // a word that no declaration may have
