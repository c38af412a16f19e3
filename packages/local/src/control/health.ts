import type { Control } from './control.ts'

/** Open, so that a script can wait for the server without knowing its token; it tells nothing. */
export const health: Control = { method: 'GET', name: 'health', isOpen: true, run: () => ({ status: 'ok' }) }
