import { inLanes } from '../cache/in-lanes.ts'
import type { ReadAll } from '../cache/joining.ts'
import { passes } from '../cache/passing.ts'
import { SallyportError } from '../sallyport-error.ts'
import { readingOf, type StoredReading } from '../secret-value/stored-reading.ts'
import type { AwsAnswer, AwsCall } from './client.ts'

/**
 * Reads parameters: up to ten by one `GetParameters`, and one by it too, so that a role needs one action. One name that may not be
 * read has the whole call refused: then each is asked alone, by `GetParameters` and else by `GetParameter`, and the way of a name
 * that has to be asked alone is remembered.
 */
export function parameterStoreReader(call: AwsCall): ReadAll {
  // Names in one call. Source: Systems Manager API Reference, "GetParameters".
  const mostNames = 10

  type Way = (names: readonly string[]) => Promise<AwsAnswer>
  const many: Way = (names) => call('ssm', names, 'GetParameters', { Names: names, WithDecryption: true })
  const one: Way = (names) => call('ssm', names, 'GetParameter', { Name: names[0], WithDecryption: true })
  const wayByName = new Map<string, Way>()

  async function alone(name: string): Promise<StoredReading> {
    const [first, second] = wayByName.get(name) === one ? [one, many] : [many, one]
    return await by(first, name).catch(async (error) => {
      if (error.code !== 'ACCESS_DENIED') throw error
      wayByName.set(name, first)
      return await by(second, name).catch(() => {
        throw error // of the way that a role is granted, or that has worked before
      })
    })
  }

  const by = async (way: Way, name: string) => reading(name, await way([name]), way)

  /** What an answer holds for a name; one that can be asked with others may be joined again. */
  function reading(name: string, answer: AwsAnswer, way: Way): StoredReading {
    if (way === one) wayByName.set(name, one)
    else wayByName.delete(name)
    const { Parameter, Parameters } = answer.body
    const found = [Parameter, Parameters]
      .flat()
      .map(Object)
      .find(({ Name }) => Name === name)
    if (!found) throw answer.notFound(name)
    return readingOf(answer, found.Value, found.Version)
  }

  return (names) => {
    const joined = names.filter((name) => !wayByName.has(name))
    const answers: Promise<AwsAnswer | SallyportError>[] = []
    for (let from = 0; from + 1 < joined.length; from += mostNames) {
      // The error as a value: a name whose turn comes late does not leave a rejection that no one hears.
      answers.push(many(joined.slice(from, from + mostNames)).catch((error: SallyportError) => error))
    }

    return inLanes(names, async (name) => {
      const answer = await answers[Math.floor(joined.indexOf(name) / mostNames)]
      if (passes(answer)) throw answer
      return !answer || answer instanceof SallyportError ? alone(name) : reading(name, answer, many)
    })
  }
}
