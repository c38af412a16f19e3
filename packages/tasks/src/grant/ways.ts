import type { ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import { type PolicyFormName, policyForms } from './forms/forms.ts'

/** What is asked for, of several ways that exclude each other. */
export interface GrantInput {
  readonly function: string
  readonly form?: PolicyFormName | undefined
  readonly out?: string | undefined
  readonly write: boolean
  readonly yes: boolean
  readonly apply: boolean
  readonly check: boolean
  readonly role?: string | undefined
}

/** @throws TaskError `WRONG_USE` */
export function refuseContradictions({ form, out, write, apply, check }: GrantInput): void {
  const asked = [write ? '`write`' : '', apply ? '`apply`' : '', check ? '`check`' : ''].filter((each) => each !== '')
  if (asked.length > 1) throw wrong(`${asked.join(' and ')} are not one: leave ${asked.length === 2 ? 'one' : 'two'} of them out`)
  if ((apply || check) && form !== undefined && form !== 'json')
    throw wrong(`${asked[0]} does not take \`form\` ${form}: a role has its policy as JSON, leave it out`)
  if (write && form !== undefined)
    throw wrong('`write` does not take `form`: a template has its policies in a form of its own, leave it out')
  if (out !== undefined && form !== 'cdk') throw wrong('`out` is only for `form` cdk: send the others to a file with ">"')
}

function wrong(message: string): TaskError {
  return new TaskError('WRONG_USE', { message })
}

/** A role is of an account, and so is a policy as JSON; for a template no account is asked. */
export function isOfAccount({ form, write, apply, check }: GrantInput, { template }: ProjectFunction, { account }: TaskContext): boolean {
  if (apply || check) return true
  if (write) return false
  return form === undefined ? template === undefined || account.target === 'local' : policyForms[form].isOfAccount
}
