import { subscribe } from 'node:diagnostics_channel'

/** Answers the parent's questions: the CPU time used so far, in microseconds; the requests since it last asked; or to stop. */
export function answerParent(stop: () => Promise<void>): void {
  let requests = 0
  subscribe('http.server.request.start', () => {
    requests += 1
  })
  process.on('message', async (question) => {
    if (question === 'cpu') {
      const { user, system } = process.cpuUsage()
      process.send?.(user + system)
    } else if (question === 'requests') {
      process.send?.(requests)
      requests = 0
    } else {
      await stop()
      process.disconnect()
    }
  })
}
