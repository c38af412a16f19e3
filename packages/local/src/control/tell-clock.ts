import { clockAnswer } from './clock-answer.ts'
import type { Control } from './control.ts'

export const tellClock: Control = {
  method: 'GET',
  name: 'clock',
  run: (_request, { clock }) => clockAnswer(clock),
}
