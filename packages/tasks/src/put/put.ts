import { timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { forms, kinds } from '../forms/forms.ts'
import { secretServices } from '../secret-services.ts'
import { filledIn } from '../stage.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { withField } from './json-field.ts'
import { openParameter } from './open-parameter.ts'
import { openSecret } from './open-secret.ts'
import { type Store, type StoredValue, storeChanges, type Written } from './store.ts'
import { type StoredForm, storedForm } from './stored-form.ts'

/** Stores a secret's value and compares what AWS gives back, before it says that it is stored. */
export const put = task({
  name: 'put',
  summary: 'store a value: a new secret, or a new version of one',
  input: {
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(2048)),
    /** A Parameter Store parameter instead of a Secrets Manager secret. */
    parameter: v.optional(v.boolean(), false),
    kind: v.optional(v.picklist(kinds), 'text'),
    value: v.instance(Uint8Array),
    /** Changes this field of a JSON object alone. */
    field: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Keeps the newline that ends the value. */
    keepNewline: v.optional(v.boolean(), false),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    arn: v.string(),
    version: v.string(),
    change: v.picklist(storeChanges),
    field: v.optional(v.string()),
    fields: v.optional(v.array(v.string())),
    characters: v.number(),
    lines: v.number(),
    droppedNewline: v.boolean(),
  }),
  async run(input, context) {
    const form = storedForm(input.value, input.kind, input)
    if (input.field !== undefined && 'fields' in forms[input.kind]) {
      throw new TaskError('WRONG_USE', {
        message: `a ${input.kind} is several fields of its own: leave \`field\` or \`kind\` ${input.kind} out`,
      })
    }
    const stage = await context.stage()
    const name = filledIn(input.name, stage)
    const store = await (input.parameter ? openParameter : openSecret)(name, context)
    const before = input.field === undefined ? undefined : await store.current()
    const text = input.field === undefined ? form.text : changedField(before, input.field, form, store)
    assertFits(text, store)
    await context.approve({ what: `store a new version of ${store.called}`, names: [name], stage })
    const written = await store.write(text, before?.version)
    await assertStored(text, written, store)
    return {
      name,
      service: store.service,
      ...written,
      ...(input.field === undefined ? {} : { field: input.field }),
      ...(form.fields === undefined ? {} : { fields: [...form.fields] }),
      characters: [...form.text].length,
      lines: form.text.replace(/\n$/, '').split('\n').length,
      droppedNewline: form.droppedNewline,
    }
  },
})

function changedField(before: StoredValue | undefined, field: string, form: StoredForm, store: Store): string {
  const changed = withField(before?.text ?? '{}', field, form.text)
  if ('text' in changed) return changed.text
  const why = changed.refused === 'notAnObject' ? 'does not hold a JSON object' : `holds the field ${field} twice`
  throw new TaskError('BAD_VALUE', { message: `${store.called} ${why}: leave \`field\` out to replace it whole` })
}

function assertFits(text: string, store: Store): void {
  if (Buffer.byteLength(text) <= store.maxBytes) return
  const next = store.service === 'ssm' ? 'leave `parameter` out, a secret takes 65,536' : 'keep it elsewhere, for instance encrypted in S3'
  throw new TaskError('BAD_VALUE', { message: `${store.called} may not be over ${store.maxBytes.toLocaleString('en')} bytes: ${next}` })
}

/** Peers have stored cut or empty values and reported success; so "stored" is said of what was read back. */
async function assertStored(text: string, written: Written, store: Store): Promise<void> {
  const stored = Buffer.from((await store.read(written)).text)
  const given = Buffer.from(text)
  if (stored.length === given.length && timingSafeEqual(stored, given)) return
  throw new TaskError('NOT_STORED', {
    message: `${store.called} does not read back as it was given, in version ${written.version}: put it again`,
  })
}
