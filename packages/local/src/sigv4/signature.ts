/** A signature as a request carries it, in its `Authorization` header or in its query string. */
export interface Signature {
  readonly accessKeyId: string
  /** `YYYYMMDD` of the credential scope. */
  readonly date: string
  readonly region: string
  readonly service: string
  /** In lower case, as listed. */
  readonly signedHeaders: readonly string[]
  /** 64 hexadecimal digits. */
  readonly hex: string
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string
  /** Seconds a presigned request stays valid after its timestamp; `undefined` in the header form. */
  readonly expiresSeconds: number | undefined
  readonly sessionToken: string | undefined
}

export const algorithm = 'AWS4-HMAC-SHA256'
