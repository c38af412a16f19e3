import { healthOf, readLocalState, removeLocalState, stateFileIn, TaskError } from '@sallyport/tasks'

/**
 * Makes sure that no server runs on this folder; what one has left that was killed is cleared away.
 * @throws TaskError `ALREADY_RUNNING`
 */
export async function refuseSecond(dataDir: string): Promise<void> {
  const file = stateFileIn(dataDir)
  const state = await readLocalState(file)
  if (state === undefined) return
  if ((await healthOf(state)) === 'answers') {
    throw new TaskError('ALREADY_RUNNING', {
      message: `AWS on loopback runs here already, at ${state.endpoint}: run "sallyport local stop", or give --data DIR for another one`,
    })
  }
  await removeLocalState(file)
}
