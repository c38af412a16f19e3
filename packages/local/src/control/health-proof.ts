import { createHmac } from 'node:crypto'

/** What only a server that has this control token can answer to a challenge. The words before it keep the token's other uses apart. */
export function healthProof(controlToken: string, challenge: string): string {
  return createHmac('sha256', controlToken).update(`sallyport health ${challenge}`).digest('hex')
}
