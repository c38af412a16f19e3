import { inLanes } from '../cache/in-lanes.ts'
import type { ReadAll } from '../cache/joining.ts'
import { passes } from '../cache/passing.ts'
import type { FoundPlace } from '../place/found-place.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { type AwsAnswer, readingOf, refusedIn } from './answer.ts'
import type { AwsCall } from './client.ts'

type Way = (places: readonly FoundPlace[]) => Promise<AwsAnswer>

/** A place with the way that it has to be asked alone, once it had to be. */
type Parameter = FoundPlace & { way?: Way | undefined }

interface Found {
  readonly Parameter?: FoundParameter
  readonly Parameters?: readonly (FoundParameter | undefined)[]
}

interface FoundParameter {
  readonly Name: string
  readonly ARN: string
  /** What stood behind the name that was asked for: `:3`, `:label`. */
  readonly Selector?: string
  readonly Value: string
  readonly Version: number
}

/**
 * Reads parameters: up to ten by one `GetParameters`, and one by it too, so that a role needs one action. One name that may not be
 * read has the whole call refused: then each is asked alone, by `GetParameters` and else by `GetParameter`, and the way of a name
 * that has to be asked alone is remembered.
 */
export function parameterStoreReader(call: AwsCall): ReadAll {
  // Names in one call. Source: Systems Manager API Reference, "GetParameters".
  const mostNames = 10

  const many: Way = (places) => call(places, 'AmazonSSM.GetParameters', { Names: places.map(({ id }) => id), WithDecryption: true })
  const one: Way = (places) => call(places, 'AmazonSSM.GetParameter', { Name: places[0]?.id, WithDecryption: true })

  async function alone(place: Parameter): Promise<StoredReading> {
    const ways = place.way === one ? [one, many] : [many, one]
    let refused: SallyportError | undefined // by the way that a role is granted, or that has worked before
    for (const way of ways) {
      try {
        return reading(place, await way([place]), way)
      } catch (error) {
        refused ??= error as SallyportError // a call throws no other
        if (refused.code !== 'ACCESS_DENIED') break
        place.way = ways[0]
      }
    }
    throw refused
  }

  /** What an answer holds for a place; one that can be asked with others may be joined again. */
  function reading(place: Parameter, answer: AwsAnswer, way: Way): StoredReading {
    place.way = way === one ? one : undefined
    const { Parameter, Parameters = [Parameter] } = answer.body as Found // the operations' own forms
    const found = Parameters.find((each) => each && [each.Name, each.ARN].some((name) => name + (each.Selector ?? '') === place.id))
    if (!found) throw refusedIn(answer, place, 'ParameterNotFound')
    return readingOf(answer, found.Value, found.Version)
  }

  return (places: readonly Parameter[]) => {
    const joined = places.filter(({ way }) => !way)
    const answers = new Map<Parameter, Promise<AwsAnswer | SallyportError>>()
    while (joined.length > 1) {
      const group = joined.splice(0, mostNames)
      // The error as a value: a name whose turn comes late does not leave a rejection that no one hears.
      const answer = many(group).catch((error: SallyportError) => error)
      for (const place of group) answers.set(place, answer)
    }

    return inLanes(places, async (place) => {
      const answer = await answers.get(place)
      if (passes(answer)) throw answer
      return !answer || answer instanceof SallyportError ? alone(place) : reading(place, answer, many)
    })
  }
}
