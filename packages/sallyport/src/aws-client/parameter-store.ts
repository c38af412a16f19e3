import type { ReadAll, StoredReading } from '../cache/joining.ts'
import { turns } from '../cache/turns.ts'
import type { Place } from '../place/place.ts'
import { Secret } from '../secret-value/secret.ts'
import type { AwsAnswer, AwsCall, AwsFailure } from './client.ts'
import type { Environment } from './credentials/environment.ts'
import { refusal } from './refusal.ts'
import { isPassing } from './rules.ts'

/** Names in one call. Source: Systems Manager API Reference, "GetParameters". */
const mostNames = 10

/**
 * Reads parameters: up to ten by one `GetParameters`, and one by it too, so that a role needs one action. One name that may not be
 * read has the whole call refused: then each is asked alone, by `GetParameters` and else by `GetParameter`, and the way of a name
 * that has to be asked alone is remembered.
 */
export function parameterStoreReader(call: AwsCall, env: Environment): ReadAll {
  const wayByName = new Map<string, 'GetParameters' | 'GetParameter'>()

  const ask = (names: readonly string[]) => call('ssm', 'GetParameters', { Names: names, WithDecryption: true })
  const askOne = (name: string) => call('ssm', 'GetParameter', { Name: name, WithDecryption: true })

  async function alone(place: Place): Promise<StoredReading> {
    const { name } = place
    const first = wayByName.get(name) ?? 'GetParameters'
    let refused: AwsFailure | undefined
    for (const way of [first, first === 'GetParameter' ? 'GetParameters' : 'GetParameter'] as const) {
      const answer = await (way === 'GetParameter' ? askOne(name) : ask([name]))
      if (!('failed' in answer)) {
        if (way === 'GetParameter') wayByName.set(name, way)
        else wayByName.delete(name) // nothing is wrong with it: it may be joined with others again
        return readingIn(answer, place)
      }
      refused ??= answer
      if (answer.failed !== 'ACCESS_DENIED') break
    }
    if (refused?.failed === 'ACCESS_DENIED') wayByName.set(name, first)
    throw refusal(refused as AwsFailure, place, env) // each pass without an answer leaves one
  }

  function readingIn(answer: AwsAnswer, place: Place): StoredReading {
    const { Parameter, Parameters } = answer.body
    const { Value, Version } =
      ([Parameter, Parameters].flat().find((each) => Object(each).Name === place.name) as Record<string, unknown>) ?? {}
    if (typeof Value === 'string') return { ...answer, stored: new Secret(Value), version: String(Version) }
    throw refusal(
      { ...answer, failed: 'SECRET_NOT_FOUND', name: 'InvalidParameters', message: '', requestId: undefined, cause: undefined },
      place,
      env,
    )
  }

  return (places) => {
    const turn = turns(places.length)
    const joined = places.filter(({ name }) => !wayByName.has(name))
    const calls: ReturnType<AwsCall>[] = []
    for (let from = 0; from + 1 < joined.length; from += mostNames)
      calls.push(ask(joined.slice(from, from + mostNames).map(({ name }) => name)))

    return places.map(async (place) => {
      const answer = await calls[Math.floor(joined.indexOf(place) / mostNames)]
      if (answer === undefined || ('failed' in answer && !isPassing(answer.failed))) return turn(() => alone(place))
      if ('failed' in answer) throw refusal(answer, place, env)
      return readingIn(answer, place)
    })
  }
}
