import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { emptyPlace, type Place, sallyport } from './command.ts'

/** A place of the test's own: when it is over, the server that was started there is stopped and the folder gone. */
export function placeOfTest(): Place {
  const place = emptyPlace()
  onTestFinished(async () => {
    await sallyport(place, ['local', 'stop'])
    place.remove()
  })
  return place
}

/** Where `local start` leaves the server's state in a place. */
export const stateFileAt = (place: Place) => join(place.cwd, '.sallyport/state.json')
