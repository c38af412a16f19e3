import type { StoredReading } from '../secret-value/stored-reading.ts'

/** Reads several names of one service; an answer for each, and a neighbour's refusal never spreads. */
export type ReadAll = (names: readonly string[]) => readonly Promise<StoredReading>[]

/** Collects what is asked in one tick, and has it read together. */
export function joining(readAll: ReadAll): (name: string) => Promise<StoredReading> {
  const names: string[] = []
  let readings: Promise<ReturnType<ReadAll>>
  return async (name) => {
    const index = names.push(name) - 1
    if (index === 0) readings = Promise.resolve().then(() => readAll(names.splice(0)))
    return (await readings)[index] as Promise<StoredReading> // an answer for each name
  }
}
