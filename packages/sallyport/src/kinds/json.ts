import { badDeclaration } from '../bad-declaration.ts'
import { type Declared, declared } from '../declared.ts'
import type { Handle } from '../handle.ts'
import type { WrittenPlace } from '../place/written-place.ts'
import type { ReadingOptions } from '../reading-options.ts'
import { badValue } from '../secret-value/bad-value.ts'
import type { Stored } from '../secret-value/stored-reading.ts'
import { fieldsOf } from './issue-path.ts'
import type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts'
import { storedJson } from './stored-json.ts'

/** Options of `json`. */
export interface JsonOptions extends ReadingOptions {}

/**
 * A JSON value, checked by any Standard Schema validator (zod, valibot, arktype, …); the value is what the validator makes of it, its
 * transforms included. All callers are given the same object, so its plain objects and lists are frozen.
 * @example
 * export const database = json('{stage}/database', z.object({ host: z.string(), port: z.number() }))
 */
/*#__NO_SIDE_EFFECTS__*/
export function json<const N extends string, T>(
  place: WrittenPlace<N>,
  schema: StandardSchema<T>,
  options: JsonOptions = {},
): Declared<N, Handle<T>> {
  if (typeof Object(schema)['~standard']?.validate !== 'function') {
    throw badDeclaration(place, 'has no schema: give one of zod, valibot, arktype, … after it')
  }

  function parse(stored: Stored, secret: string): T | Promise<T> {
    const value = storedJson(stored, secret)
    const check = (each: unknown) => schema['~standard'].validate(each)

    function refuse(): never {
      throw badValue(secret, 'makes its schema throw') // what it throws may quote the value
    }
    async function misfit(issues: readonly SchemaIssue[]): Promise<never> {
      const fields = await fieldsOf(issues, value, check).catch(refuse)
      throw badValue(secret, `does not fit its schema${fields}`)
    }
    function settled(result: SchemaResult<T>): T | Promise<T> {
      try {
        return result.issues ? misfit(result.issues) : frozen(result.value)
      } catch {
        return refuse()
      }
    }

    let result: SchemaResult<T> | Promise<SchemaResult<T>>
    try {
      result = check(value)
    } catch {
      return refuse()
    }
    return 'then' in Object(result) ? Promise.resolve(result).then(settled, refuse) : settled(result as SchemaResult<T>) // it is no promise
  }

  return declared(place, { kind: 'json', parse }, options)
}

/** Frozen as deep as plain objects and lists go; what a transform made of classes of its own is left as it is. */
function frozen<T>(value: T): T {
  const isPlain = Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(Object(value)))
  if (!isPlain || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const each of Object.values(value as object)) frozen(each)
  return value
}
