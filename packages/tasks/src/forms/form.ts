import { TaskError } from '../task-error.ts'
import type { FormOption } from './form-option.ts'

/** One of several fields that a kind's value is asked for at a terminal. */
export interface FormField {
  /** The member of the stored JSON object. */
  readonly name: string
  /** What the question says: `user name`. */
  readonly asked: string
  readonly isHidden: boolean
}

/**
 * All that a person's tools know of a kind: how it is told, asked for, checked, stored and declared. Its stored form is what the AWS
 * console's own rows would store.
 */
export interface Form {
  /** What a person would call it: `an API key`. */
  readonly label: string
  /** What it is for, in a line. */
  readonly purpose: string
  /** Of one that may be the first secret of a project, since its declaration needs no more than a place and a host: its line there. */
  readonly asFirst?: string
  /** What is stored of it. Only a `text` can be one field of a JSON object. */
  readonly stored: 'text' | 'json' | 'bytes'
  /** What is asked for, one after the other, to be stored as a JSON object; without it one hidden value is, stored as it is. */
  readonly fields?: readonly FormField[]
  /** What is asked for its declaring call, beside the place. With `hosts` the runtime signs requests with it. */
  readonly options?: readonly FormOption[]
  /** Its declaring call takes a schema after the place, which only its author knows. */
  readonly takesSchema?: true
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
