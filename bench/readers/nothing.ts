// The floor of the floor: a process that reads nothing.
import { firstValue } from './reader.ts'

firstValue('nothing was read')
