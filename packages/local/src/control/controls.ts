import { clearFaults } from './clear-faults.ts'
import type { Control } from './control.ts'
import { health } from './health.ts'
import { logs } from './logs.ts'
import { makeAccount } from './make-account.ts'
import { moveClock } from './move-clock.ts'
import { reset } from './reset.ts'
import { resetClock } from './reset-clock.ts'
import { setFaults } from './set-faults.ts'
import { stop } from './stop.ts'
import { tellClock } from './tell-clock.ts'

/** A line a control. */
export const controls: readonly Control[] = [
  health,
  logs,
  makeAccount,
  reset,
  stop,
  setFaults,
  clearFaults,
  tellClock,
  moveClock,
  resetClock,
]
