import { readFile } from 'node:fs/promises'
import { checkedSeed, type Seed } from './seed.ts'
import { SeedProblem } from './seed-problem.ts'

export interface ReadSeed {
  readonly seed: Seed
  /** How a message names it. */
  readonly named: string
}

/**
 * Reads a seed and checks its form.
 * @param source a JSON file, or what such a file holds
 * @throws SeedProblem with the file and the place in it
 */
export async function readSeed(source: string | Seed): Promise<ReadSeed> {
  if (typeof source !== 'string') return { seed: namedIn('the seed', () => checkedSeed(source, '')), named: 'the seed' }
  const json = await readFile(source, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SeedProblem(`seed file ${source} cannot be read (${error.code}): give the path of a JSON file`)
  })
  return { seed: namedIn(source, () => checkedSeed(parsed(json.replace(/^\uFEFF/, '')), '')), named: source }
}

/** Runs `body`, and says of which seed it found a problem. */
export function namedIn<T>(named: string, body: () => T): T {
  try {
    return body()
  } catch (error) {
    if (error instanceof SeedProblem) throw new SeedProblem(`${named}: ${error.message}`)
    throw error
  }
}

/** The parser's own message repeats what stands there, which may be a value: only the place is told. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    throw new SeedProblem(`it is not JSON${position === undefined ? '' : `, at ${lineAndColumn(json, Number(position))}`}`)
  }
}

function lineAndColumn(text: string, position: number): string {
  const before = text.slice(0, position).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
