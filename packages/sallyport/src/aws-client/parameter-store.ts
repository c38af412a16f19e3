import type { ReadAll } from '../cache/joining.ts'
import { passes } from '../cache/passing.ts'
import { turns } from '../cache/turns.ts'
import { SallyportError } from '../sallyport-error.ts'
import { readingOf, type StoredReading } from '../secret-value/stored-reading.ts'
import type { AwsAnswer, AwsCall } from './client.ts'
import type { Environment } from './credentials/environment.ts'
import { refusal } from './refusal.ts'

/** Names in one call. Source: Systems Manager API Reference, "GetParameters". */
const mostNames = 10

/**
 * Reads parameters: up to ten by one `GetParameters`, and one by it too, so that a role needs one action. One name that may not be
 * read has the whole call refused: then each is asked alone, by `GetParameters` and else by `GetParameter`, and the way of a name
 * that has to be asked alone is remembered.
 */
export function parameterStoreReader(call: AwsCall, env: Environment): ReadAll {
  type Way = (names: readonly string[]) => Promise<AwsAnswer>
  const many: Way = (names) => call('ssm', names, 'GetParameters', { Names: names, WithDecryption: true })
  const one: Way = (names) => call('ssm', names, 'GetParameter', { Name: names[0], WithDecryption: true })
  const wayByName = new Map<string, Way>()

  async function alone(name: string): Promise<StoredReading> {
    const way = wayByName.get(name) ?? many
    try {
      return reading(name, await way([name]), way)
    } catch (error) {
      if (!SallyportError.is(error) || error.code !== 'ACCESS_DENIED') throw error
      wayByName.set(name, way)
      const other = way === many ? one : many
      try {
        return reading(name, await other([name]), other)
      } catch {
        throw error // of the way that a role is granted, or that has worked before
      }
    }
  }

  /** What an answer holds for a name; one that can be asked with others may be joined again. */
  function reading(name: string, { region, ...answer }: AwsAnswer, way: Way): StoredReading {
    if (way === one) wayByName.set(name, one)
    else wayByName.delete(name)
    const { Parameter, Parameters } = answer.body
    const found = [Parameter, Parameters].flat().find((each) => Object(each).Name === name)
    if (!found) throw refusal({ service: 'ssm', secret: name, region, code: 'SECRET_NOT_FOUND', name: '', message: '' }, env)
    const { Value, Version } = Object(found)
    return readingOf(name, Value, Version, { region, ...answer })
  }

  return (names) => {
    const turn = turns(names.length)
    const joined = names.filter((name) => !wayByName.has(name))
    const answers: Promise<AwsAnswer>[] = []
    for (let from = 0; from + 1 < joined.length; from += mostNames) answers.push(many(joined.slice(from, from + mostNames)))

    return names.map(async (name) => {
      const answer = await answers[Math.floor(joined.indexOf(name) / mostNames)]?.catch((error) => {
        if (passes(error)) throw error
      })
      return answer ? reading(name, answer, many) : turn(() => alone(name))
    })
  }
}
