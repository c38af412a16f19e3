import type { Control } from './control.ts'

/** `?function=NAME`: what a function has logged, of all regions; without it what all have. */
export const logs: Control = {
  method: 'GET',
  name: 'logs',
  run({ query }, { functionLogs }) {
    const events = functionLogs(query.get('function') ?? undefined)
    return { events: events.map(({ timestampMs, logStreamName, message }) => ({ timestamp: timestampMs, logStreamName, message })) }
  },
}
