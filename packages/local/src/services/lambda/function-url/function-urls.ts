import { randomBytes } from 'node:crypto'
import type { RegionPart } from '../../../account.ts'
import type { Table } from '../../../store/table.ts'
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

/** Whose URL it is. */
export interface UrlOwner {
  readonly accountId: string
  readonly region: string
  readonly functionName: string
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** The URLs of all functions of a server: whoever calls one says neither account nor region. */
export class FunctionUrls {
  readonly #part: RegionPart
  readonly #ownerById: Table<UrlOwner>

  constructor(part: RegionPart) {
    this.#part = part
    this.#ownerById = part.store.table('function-urls', { keepInMemory: 1_000 })
  }

  ownerOf(id: string): UrlOwner | undefined {
    return this.#ownerById.get([id])
  }

  /** A new URL of a function here; its id is 32 letters, as AWS's are. */
  create(functionName: string): string {
    const id = Array.from(randomBytes(32), (byte) => letters.charAt(byte % letters.length)).join('')
    this.#ownerById.put([id], { accountId: this.#part.accountId, region: this.#part.region, functionName })
    return id
  }

  remove(id: string): void {
    this.#ownerById.remove([id])
  }

  /** The server may listen on another port after a restart, so the address is never kept. */
  addressOf(id: string): string {
    return `${this.#part.server.endpoint()}${urlPrefix}${id}/`
  }
}
