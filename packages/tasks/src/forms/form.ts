import { TaskError } from '../task-error.ts'

/** One of several fields that a kind's value is asked for at a terminal. */
export interface FormField {
  /** The member of the stored JSON object. */
  readonly name: string
  /** What the question says: `user name`. */
  readonly asked: string
  readonly isHidden: boolean
}

/** How a kind's value is given and checked before it is stored. Its stored form is what the AWS console's own rows would store. */
export interface Form {
  /** What a person would call it: `an API key`. */
  readonly label: string
  /** What it is for, in a line. */
  readonly purpose: string
  /** The runtime signs requests with it, so that a declaration says to which hosts it may go. */
  readonly signs?: true
  /** What is asked for, one after the other, to be stored as a JSON object; without it one hidden value is, stored as it is. */
  readonly fields?: readonly FormField[]
  /** The value is bytes and kept as they are; without it, it is UTF-8 text. */
  readonly isBinary?: true
  /**
   * Looks whether a value fits the kind.
   * @returns the names of its members when it is a JSON object; they are no secret
   * @throws TaskError `BAD_VALUE`, without a part of the value
   */
  check(text: string): readonly string[] | undefined
}

/** `refusedValue('is empty', 'nothing was stored')` */
export function refusedValue(what: string, next: string): TaskError {
  return new TaskError('BAD_VALUE', { message: `the value ${what}: ${next}` })
}
