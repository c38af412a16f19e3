import type { Control } from './control.ts'

/** `?function=NAME`: what a function has logged, of all regions; without it what all have. `?account=ID`: that account's alone. */
export const logs: Control = {
  method: 'GET',
  name: 'logs',
  run({ query }, { functionLogs }) {
    const events = functionLogs({ functionName: query.get('function') ?? undefined, accountId: query.get('account') ?? undefined })
    return { events: events.map(({ timestampMs, logStreamName, message }) => ({ timestamp: timestampMs, logStreamName, message })) }
  },
}
