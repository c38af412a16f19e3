import type { TaskContext } from '../context.ts'
import { assertOwn } from '../place/assert-own.ts'
import { requestedPlace } from '../place/requested-place.ts'
import { type AskedForm, declaredForm, type ValueForm } from './declared-form.ts'

/** What a put would be of, for a face that asks for the value. */
export interface PutTarget extends ValueForm {
  readonly name: string
  /** `secret prod/stripe` */
  readonly called: string
}

/**
 * Looks where and as what a value would be stored, before anybody types it.
 * @throws TaskError as `put` would for this name, kind, field and type
 */
export async function putTarget(
  asked: AskedForm & { readonly name: string; readonly parameter?: boolean | undefined },
  context: TaskContext,
): Promise<PutTarget> {
  const place = await requestedPlace(asked, context)
  assertOwn(place, undefined)
  return { name: place.name, called: place.called, ...declaredForm(place, asked) }
}
