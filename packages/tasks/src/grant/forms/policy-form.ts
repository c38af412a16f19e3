import type { PolicyDocument } from '@sallyport/iam'
import type { ProjectFunction } from '@sallyport/project'

/** A way to write a policy down. */
export interface PolicyForm {
  /** Whether it holds the numbers of an account; otherwise the stack's own stand in their place, and no account is asked. */
  readonly isOfAccount: boolean
  /** The text to paste, or the file to add. */
  text(policy: PolicyDocument, granted: ProjectFunction): Promise<string> | string
  /** What to do with it. */
  use(granted: ProjectFunction): string
}
