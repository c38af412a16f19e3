import type { Control } from './control.ts'

export const clearFaults: Control = {
  method: 'DELETE',
  name: 'faults',
  run(_request, { faults }) {
    faults.replace([])
    return { rules: 0 }
  },
}
