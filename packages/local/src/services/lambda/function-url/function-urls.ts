import { lowerCaseBase32, randomLetters } from '../../../random-letters.ts'
import type { StoreContext } from '../../store-context.ts'
import type { Cors } from './cors.ts'

/** What stands below the server's root for functions' URLs. */
export const urlPrefix = '/_url/'

export interface FunctionUrlRecord {
  readonly id: string
  readonly authType: 'NONE' | 'AWS_IAM'
  readonly cors?: Cors
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** The URLs of the functions of an account in a region. */
export class FunctionUrls {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    this.#context = context
  }

  /** A new URL of a function here; its id is 32 letters, as AWS's are. */
  create(functionName: string): string {
    const { functionUrlOwners, accountId, region } = this.#context
    const id = randomLetters(32, lowerCaseBase32)
    functionUrlOwners.save(id, { accountId, region, functionName })
    return id
  }

  remove(id: string): void {
    this.#context.functionUrlOwners.remove(id)
  }

  /** The server may listen on another port after a restart, so the address is never kept. */
  addressOf(id: string): string {
    return `${this.#context.server.endpoint()}${urlPrefix}${id}/`
  }
}
