// The floor of the floor: a process that reads nothing.
import { firstValue } from './first-value.ts'

export function nothing() {
  firstValue('nothing was read')
}
