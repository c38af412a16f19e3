import { expect, test } from 'vitest'
import { type ByHand, uniqueByHand } from './by-hand.ts'

const at = (line: number, variable: string | undefined, advice: string): ByHand => ({ file: 'template.yaml', line, variable, advice })

test('of one place and variable the first advice counts, in the order of the lines', () => {
  expect(uniqueByHand([at(7, 'A', 'first'), at(3, 'A', 'other'), at(7, 'A', 'second')])).toEqual([at(3, 'A', 'other'), at(7, 'A', 'first')])
})

test('what several variables of a place need alike is told once, of none of them', () => {
  expect(uniqueByHand([at(3, 'A', 'build it'), at(3, 'B', 'build it'), at(3, 'C', 'take C')])).toEqual([
    at(3, undefined, 'build it'),
    at(3, 'C', 'take C'),
  ])
})
