/** The account, region and stage that a policy is for. */
export interface PolicyTarget {
  /** Default: `aws`. */
  readonly partition?: string | undefined
  readonly region: string
  readonly accountId: string
  /** What takes the place of `{stage}`. */
  readonly stage?: string | undefined
  /** Full ARNs by the name of their secret, where they are known: then the statement names them exactly. */
  readonly knownArns?: Readonly<Record<string, string>> | undefined
  /** ARNs of customer managed keys by the name, or the ARN, of what is under them; under AWS's own keys nothing need be granted. */
  readonly knownKeys?: Readonly<Record<string, string>> | undefined
}

/** What is known of a place by its name. */
export function known(record: Readonly<Record<string, string>> | undefined, name: string): string | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined
}
