import type { PolicyDocument } from '@sallyport/iam'
import type { ProjectFunction } from '@sallyport/project'

/** What is written down, and for whom. */
export interface WrittenPolicy {
  readonly policy: PolicyDocument
  readonly function: ProjectFunction
  /** What it is called on the function's role. */
  readonly policyName: string
}

/** A way to write a policy down. */
export interface PolicyForm {
  /** Whether it holds the numbers of an account; otherwise the stack's own stand in their place, and no account is asked. */
  readonly isOfAccount: boolean
  /** The text to paste, or the file to add. */
  text(written: WrittenPolicy): Promise<string> | string
  /** What to do with it. */
  use(granted: ProjectFunction): string
}
