/** A seed cannot be used. Its message names the place in the file, and never a value. */
export class SeedProblem extends Error {
  override readonly name = 'SeedProblem'
}

/** @param at the place in the JSON, such as `secrets[2].tags.team`; empty for the whole */
export function problemAt(at: string, what: string): SeedProblem {
  return new SeedProblem(at === '' ? `it ${what}` : `${at} ${what}`)
}
