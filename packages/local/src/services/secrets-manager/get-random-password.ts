import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { randomPassword } from './random-password.ts'

/** Characters of a password nobody gave a length for. Source: Secrets Manager API Reference, "GetRandomPassword", PasswordLength. */
const defaultLength = 32

export const getRandomPassword = operation({
  name: 'GetRandomPassword',
  input: {
    PasswordLength: optional(integer({ min: 1, max: 4096 })),
    ExcludeCharacters: optional(text({ max: 4096 })),
    ExcludeNumbers: optional(boolean()),
    ExcludePunctuation: optional(boolean()),
    ExcludeUppercase: optional(boolean()),
    ExcludeLowercase: optional(boolean()),
    IncludeSpace: optional(boolean()),
    RequireEachIncludedType: optional(boolean()),
  },
  permissions: () => [{ action: 'secretsmanager:GetRandomPassword', resource: '*', shownAs: null }],
  run({ PasswordLength: length = defaultLength, ExcludeCharacters = '', RequireEachIncludedType: hasEach = true, ...sent }) {
    const types = characterTypes
      .filter(({ isIncluded }) => isIncluded(sent))
      .map(({ characters }) => without(ExcludeCharacters, characters))
    const included = types.filter((characters) => characters !== '')
    if (included.length === 0) {
      throw awsError('InvalidParameterException', 'Every character is excluded: leave some in.')
    }
    if (hasEach && length < included.length) {
      throw awsError('InvalidParameterException', 'Password length is too short based on the required types.')
    }
    return { RandomPassword: randomPassword({ length, types: included, hasEach }) }
  },
})

interface Sent {
  readonly ExcludeNumbers?: boolean | undefined
  readonly ExcludePunctuation?: boolean | undefined
  readonly ExcludeUppercase?: boolean | undefined
  readonly ExcludeLowercase?: boolean | undefined
  readonly IncludeSpace?: boolean | undefined
}

/** Source: Secrets Manager API Reference, "GetRandomPassword". */
const characterTypes: readonly { readonly characters: string; isIncluded(sent: Sent): boolean }[] = [
  { characters: 'abcdefghijklmnopqrstuvwxyz', isIncluded: ({ ExcludeLowercase }) => ExcludeLowercase !== true },
  { characters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', isIncluded: ({ ExcludeUppercase }) => ExcludeUppercase !== true },
  { characters: '0123456789', isIncluded: ({ ExcludeNumbers }) => ExcludeNumbers !== true },
  { characters: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~', isIncluded: ({ ExcludePunctuation }) => ExcludePunctuation !== true },
  { characters: ' ', isIncluded: ({ IncludeSpace }) => IncludeSpace === true },
]

function without(excluded: string, characters: string): string {
  return [...characters].filter((character) => !excluded.includes(character)).join('')
}
