import type { Control } from './control.ts'

export const stop: Control = {
  method: 'POST',
  name: 'stop',
  run(_request, server) {
    server.stop()
    return { status: 'stopping' }
  },
}
