import type { Control } from './control.ts'

/** Back to an empty account; identities and their keys stay. */
export const reset: Control = {
  method: 'POST',
  name: 'reset',
  async run(_request, server) {
    await server.reset()
    return { status: 'reset' }
  },
}
