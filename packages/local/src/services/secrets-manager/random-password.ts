import { randomInt } from 'node:crypto'

export interface PasswordRules {
  readonly length: number
  /** The characters of each type, none of them empty. */
  readonly types: readonly string[]
  /** Whether every type is in the password. */
  readonly hasEach: boolean
}

/** @param below a whole number from 0 up to and without its argument, each as likely as any other */
export function randomPassword({ length, types, hasEach }: PasswordRules, below: (limit: number) => number = randomInt): string {
  const any = types.join('')
  const oneOf = (characters: string) => characters.charAt(below(characters.length))
  const required = hasEach ? types.map(oneOf) : []
  return shuffled([...required, ...Array.from({ length: length - required.length }, () => oneOf(any))], below).join('')
}

/** Every order is as likely (Fisher and Yates). */
function shuffled(letters: readonly string[], below: (limit: number) => number): readonly string[] {
  const order = [...letters]
  for (let last = order.length - 1; last > 0; last--) {
    const other = below(last + 1)
    // both are within the array
    ;[order[last], order[other]] = [order[other]!, order[last]!]
  }
  return order
}
