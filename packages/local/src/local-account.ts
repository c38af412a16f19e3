/** An account and its administrator's keys. It serves an AWS SDK client as its `credentials`. */
export interface LocalAccount {
  /** 12 digits. */
  readonly accountId: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string
}

export interface AccountAskedFor {
  /** 12 digits; default: one that nobody has. */
  readonly accountId?: string | undefined
}

export function isAccountId(text: unknown): text is string {
  return typeof text === 'string' && /^\d{12}$/.test(text)
}
