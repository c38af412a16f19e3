/** Tells the demo: numbered steps, and below each what was seen, in plain words. */
export interface Narrator {
  step(title: string): void
  say(text: string): void
  /** A block as it is, such as a policy; indented. */
  block(text: string): void
}

export function narrator(write: (text: string) => void): Narrator {
  let number = 0
  const indented = (text: string) => text.trimEnd().replace(/^/gm, '      ')
  return {
    step(title) {
      number += 1
      write(`\n${String(number).padStart(2)}  ${title}\n`)
    },
    say: (text) => write(`    ${text}\n`),
    block: (text) => write(`\n${indented(text)}\n\n`),
  }
}

/** What the demo promised did not hold. */
export class DoesNotHold extends Error {
  override name = 'DoesNotHold'
}

/** @throws DoesNotHold which ends the demo with a status that is not 0 */
export function holds(condition: boolean, claim: string, seen: unknown): asserts condition {
  if (!condition) throw new DoesNotHold(`${claim}: it does not hold, seen was ${typeof seen === 'string' ? seen : JSON.stringify(seen)}`)
}
