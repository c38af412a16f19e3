import { anything, byName, listOf, object, objectAt, oneOf, type Reader, text, wholeNumber } from './reader.ts'
import { problemAt } from './seed-problem.ts'

const accountId = text(/^\d{12}$/, 'is not an account: give 12 digits')
const region = text(/^[a-z0-9-]{1,63}$/, 'is not a region: give a name such as eu-west-1')

/** Where an entry goes, when not into the server's own account and region. */
const place = { account: accountId, region }
const tags = byName(text())
const base64 = text(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'is not base64')

const secretMembers = object(
  {
    name: text(),
    value: text(),
    json: anything,
    binary: base64,
    description: text(),
    tags,
    owningService: text(/./, 'is empty'),
    ...place,
  },
  'name',
)

/** `value`, `json` or `binary`; a secret without any has no version yet. */
const secret: typeof secretMembers = (given, at) => {
  const read = secretMembers(given, at)
  const values = (['value', 'json', 'binary'] as const).filter((name) => read[name] !== undefined)
  if (values.length > 1) throw problemAt(at, `has ${values.join(' and ')}: give one of them`)
  return read
}

const parameter = object(
  { name: text(), value: text(), type: oneOf('SecureString', 'String', 'StringList'), description: text(), tags, ...place },
  'name',
  'value',
)

/** A policy document, as it stands in JSON. */
const document: Reader<object> = objectAt

const policy = object({ name: text(), document, path: text(), description: text(), account: accountId }, 'name', 'document')

const role = object(
  {
    name: text(),
    trust: document,
    policies: byName(document),
    attach: listOf(text()),
    path: text(),
    description: text(),
    maxSessionSeconds: wholeNumber,
    account: accountId,
  },
  'name',
)

/** @throws SeedProblem */
export const checkedSeed = object({
  secrets: listOf(secret),
  parameters: listOf(parameter),
  policies: listOf(policy),
  roles: listOf(role),
})

/** Secrets, parameters, managed policies and roles that a server has from its start. */
export type Seed = ReturnType<typeof checkedSeed>
