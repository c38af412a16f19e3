import { clockAnswer } from './clock-answer.ts'
import type { Control } from './control.ts'

export const resetClock: Control = {
  method: 'DELETE',
  name: 'clock',
  run(_request, { clock }) {
    clock.reset()
    return clockAnswer(clock)
  },
}
