import { TaskError } from '../task-error.ts'

/** There was nothing, and while one field of a new JSON object was about to be stored, another made it: theirs stays as it is. */
export function madeMeanwhile(called: string, cause: unknown): TaskError {
  return new TaskError('CONFLICT', {
    message: `${called} was created by someone else in this moment, and nothing was stored: put the field again, which keeps what they stored`,
    cause,
  })
}
