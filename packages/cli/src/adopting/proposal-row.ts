import { type adopt, type InferOutput, serviceInWords } from '@sallyport/tasks'

type Shown = InferOutput<(typeof adopt)['output']>['secrets'][number]

const stateInWords: Readonly<Record<Shown['state'], string>> = {
  new: 'to be stored',
  stored: 'stored',
  same: 'holds this value already',
  existing: 'exists',
  missing: 'is not stored here',
  differs: 'holds another value, which is kept: choose another name',
  valueNeeded: 'its value is not known',
  notUsed: 'no source here reads it, so it is not stored',
  skipped: 'skipped',
}

/** A secret that was found, as a row of a table. */
export function rowOf({ id, because, state, ...place }: Omit<Shown, 'variables' | 'declaredIn'>) {
  return { variable: id, where: whereOf(place), state: stateInWords[state], because }
}

/** `secret dev/charge/payments-api-key (apiKey paymentsApiKey)`, with its names in other stages where it goes there too. */
export function whereOf({
  name,
  alsoNamed = [],
  service,
  field,
  kind,
  export: exported,
}: Pick<Shown, 'name' | 'alsoNamed' | 'service' | 'field' | 'kind' | 'export'>): string {
  return `${serviceInWords[service].word} ${[name, ...alsoNamed].join(', ')}${field === undefined ? '' : `, field ${field}`} (${kind} ${exported})`
}
