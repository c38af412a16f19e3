import type { Control } from './control.ts'

export const clearFaults: Control = {
  method: 'DELETE',
  name: 'faults',
  run(_body, { faults }) {
    faults.replace([])
    return { rules: 0 }
  },
}
