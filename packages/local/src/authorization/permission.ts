import type { RequestContext, ResourcePolicyDecision } from '@sallyport/iam'

/** One right a request needs: all of them must be given. */
export interface Permission {
  /** `service:Operation` */
  readonly action: string
  /** The full ARN, or `*` for an operation without a resource type. */
  readonly resource: string
  /** Condition keys of this request beside the global ones; `undefined` is a key that the request does not have. */
  readonly context?: RequestContext
  /** For what is not there yet: the ARN is one that it might get, so the trail does not name it. */
  readonly isNew?: true
  /** How a refusal names the resource, when not by the ARN; `null` when it names none. */
  readonly shownAs?: string | null
  /**
   * What the resource's own policy says, `none` when there is no such resource. Where it is given it must allow, and is enough when it
   * names the caller and not only its account; so it is left out where it says nothing and the caller's own policies are enough.
   */
  readonly resourcePolicy?: ResourcePolicyDecision | 'none'
  /** Whether a refusal leaves out why, so that nobody learns whether the resource exists; only the caller's own explicit deny is told. */
  readonly hidesReason?: true
}
