import type { SecretRecord } from './secret-record.ts'

export const filterKeys = ['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all'] as const

export interface Filter {
  readonly Key: (typeof filterKeys)[number]
  readonly Values: readonly string[]
}

/**
 * Whether a secret passes every filter, each by one of its values; a value after `!` must not match.
 * Source: Secrets Manager API Reference, "Filter", and User Guide, "Find secrets in AWS Secrets Manager".
 */
export function passes(secret: SecretRecord, filters: readonly Filter[], region: string): boolean {
  return filters.every(({ Key, Values }) =>
    Values.some((value) => (value.startsWith('!') ? !matches(secret, Key, value.slice(1), region) : matches(secret, Key, value, region))),
  )
}

function matches(secret: SecretRecord, key: Filter['Key'], value: string, region: string): boolean {
  const { name, description = '', tags, owningService = '' } = secret
  switch (key) {
    case 'name':
      return name.startsWith(value)
    case 'description':
      return wordsBeginWith(description, value)
    case 'tag-key':
      return tags.some(({ Key }) => Key.startsWith(value))
    case 'tag-value':
      return tags.some(({ Value }) => Value.startsWith(value))
    case 'primary-region':
      return region.startsWith(value)
    case 'owning-service':
      return owningService.startsWith(value) && owningService !== ''
    case 'all':
      return matchesAnything(secret, value)
  }
}

/** Every word of the value, whatever its case, begins a word of the text. */
function wordsBeginWith(text: string, value: string): boolean {
  const words = wordsOf(text)
  return wordsOf(value).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

function matchesAnything({ name, description = '', tags }: SecretRecord, value: string): boolean {
  const words = wordsOf([name, description, ...tags.flatMap(({ Key, Value }) => [Key, Value])].join(' '))
  return wordsOf(value).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s/_.@:+=!-]+/)
    .filter((word) => word !== '')
}
