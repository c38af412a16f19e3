/** Answers the parent's questions: the CPU time used so far, in microseconds, or to stop. */
export function answerParent(stop: () => Promise<void>): void {
  process.on('message', async (question) => {
    if (question === 'cpu') {
      const { user, system } = process.cpuUsage()
      process.send?.(user + system)
    } else {
      await stop()
      process.disconnect()
    }
  })
}
