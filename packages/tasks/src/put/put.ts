import { timingSafeEqual } from 'node:crypto'
import * as v from 'valibot'
import { forms, kinds } from '../forms/forms.ts'
import { notReadLines } from '../place/not-read.ts'
import { placeEntries, requestedPlace } from '../place/requested-place.ts'
import { toldDefaults } from '../place/told-defaults.ts'
import { parameterTypes, type SecretService, secretServices } from '../secret-services.ts'
import { kindOfValue } from '../stored/kind-of-value.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { declaredForm, type ValueForm } from './declared-form.ts'
import { withField } from './json-field.ts'
import { openParameter } from './open-parameter.ts'
import { openSecret } from './open-secret.ts'
import { type OpenStore, type Store, type StoredText, storeChanges, type Written } from './store.ts'
import { type StoredForm, storedForm, storedText } from './stored-form.ts'

const stores: Readonly<Record<SecretService, OpenStore>> = { secretsmanager: openSecret, ssm: openParameter }

/** Stores a secret's value and compares what AWS gives back, before it says that it is stored. */
export const put = task({
  name: 'put',
  summary: 'store a value: a new secret, or a new version of one',
  input: {
    ...placeEntries,
    /** Default: the declared one, otherwise text. */
    kind: v.optional(v.picklist(kinds)),
    value: v.instance(Uint8Array),
    /** Changes this field of a JSON object alone. Default: the declared one. */
    field: v.optional(v.pipe(v.string(), v.minLength(1))),
    /** Of a parameter. Default: its own, the declared one, otherwise SecureString. */
    type: v.optional(v.picklist(parameterTypes)),
    /** Keeps the newline that ends the value. */
    keepNewline: v.optional(v.boolean(), false),
  },
  output: v.object({
    name: v.string(),
    service: v.picklist(secretServices),
    arn: v.string(),
    version: v.string(),
    change: v.picklist(storeChanges),
    kind: v.picklist(kinds),
    /** Of a parameter. */
    type: v.optional(v.picklist(parameterTypes)),
    field: v.optional(v.string()),
    fields: v.optional(v.array(v.string())),
    bytes: v.number(),
    characters: v.optional(v.number()),
    lines: v.optional(v.number()),
    droppedNewline: v.boolean(),
    /** Where the project declares it. */
    declaredAt: v.optional(v.string()),
  }),
  async run(input, context) {
    const place = await requestedPlace(input, context)
    const as = declaredForm(place, input)
    assertFieldOfText(as)
    const form = storedForm(input.value, as.kind, input)
    if (place.declared.length > 0) for (const each of notReadLines(await context.project(), context.account)) context.progress(each)
    for (const each of toldDefaults(place.byExport?.byDefault ?? {})) context.progress(each)
    const store = await stores[place.service](place, context, as.type)
    const before = as.field === undefined ? undefined : await store.current()
    const stored = as.field === undefined ? form : storedText(changedField(before, as.field, form, store))
    assertFits(stored, store, input.parameter === true && place.declared.length === 0 && !place.name.startsWith('/'))
    await context.approve({ what: `store a new version of ${store.called}`, names: [store.name], stage: place.stage })
    const written = await store.write(stored, before?.follows ?? 'anything')
    await assertStored(stored, written, store)
    const { bytes, characters, lines } = kindOfValue(form.bytes, form.isBinary)
    return {
      name: store.name,
      service: store.service,
      ...written,
      kind: as.kind,
      ...(store.type === undefined ? {} : { type: store.type }),
      ...(as.field === undefined ? {} : { field: as.field }),
      ...(form.fields === undefined ? {} : { fields: [...form.fields] }),
      bytes,
      ...(characters === undefined ? {} : { characters }),
      ...(lines === undefined ? {} : { lines }),
      droppedNewline: form.droppedNewline,
      ...(as.declaredAt === undefined ? {} : { declaredAt: as.declaredAt }),
    }
  },
})

function assertFieldOfText({ kind, field }: ValueForm): void {
  if (field === undefined || forms[kind].stored === 'text') return
  throw new TaskError('WRONG_USE', {
    message: `a ${kind} is a whole value of its own, not the text of one field: leave \`field\` or \`kind\` ${kind} out`,
  })
}

function changedField(before: StoredText | undefined, field: string, form: StoredForm, store: Store): string {
  const changed = withField(before?.text ?? '{}', field, form.text)
  if ('text' in changed) return changed.text
  const why = changed.refused === 'notAnObject' ? 'does not hold a JSON object' : `holds the field ${field} twice`
  throw new TaskError('BAD_VALUE', { message: `${store.called} ${why}: leave \`field\` out to replace it whole` })
}

/** @param mayBeSecret whether the same name without `parameter` would be a secret's */
function assertFits(form: StoredForm, store: Store, mayBeSecret: boolean): void {
  const kept = store.kept(form)
  if (kept.length <= store.maxBytes) return
  const asSecret = mayBeSecret ? 'leave `parameter` out' : 'give it a name that neither begins with "/" nor is declared as a parameter'
  const next = store.service === 'ssm' ? `${asSecret}, as a secret takes 65,536` : 'keep it elsewhere, for instance encrypted in S3'
  const told = kept === form.bytes || !form.isBinary ? '' : ' in base64'
  throw new TaskError('BAD_VALUE', {
    message: `${store.called} may not be over ${store.maxBytes.toLocaleString('en')} bytes${told}: ${next}`,
  })
}

/** Peers have stored cut or empty values and reported success; so "stored" is said of what was read back. */
async function assertStored(form: StoredForm, written: Written, store: Store): Promise<void> {
  const stored = await store.read(written, form)
  const given = store.kept(form)
  if (stored !== undefined && stored.length === given.length && timingSafeEqual(stored, given)) return
  throw new TaskError('NOT_STORED', {
    message: `${store.called} does not read back as it was given, in version ${written.version}: put it again`,
  })
}
