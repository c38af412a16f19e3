import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { OnInternalError } from '../internal-error.ts'
import { type Claim, claim } from './claim.ts'
import { createRootKey, readRootKey, rootKeyFolder } from './root-key.ts'
import { keyBytes, seal, unseal } from './sealing.ts'
import { Store } from './store.ts'
import type { Table } from './table.ts'

/** What is known of a data folder before anything in it can be opened. */
interface Ground {
  readonly format: number
  readonly rootKeyId: string
  /** A known text sealed under the root key: tells the right key from another of the same name. */
  readonly proof: Uint8Array
}

/** Version of how records are laid out; a newer one is refused, not guessed at. */
const format = 1

export interface OpenedData {
  readonly store: Store
  readonly rootKey: Buffer
  close(): Promise<void>
}

/**
 * Opens the data folder, made when it is not there, for this server alone.
 * @throws Error in words: another server has it, its format is newer, or its root key is not there
 */
export async function openDataFolder(
  folder: string,
  environment: NodeJS.ProcessEnv,
  onInternalError?: OnInternalError,
): Promise<OpenedData> {
  const dataFolder = resolve(folder)
  mkdirSync(join(dataFolder, 'store'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dataFolder, '.gitignore'), '*\n', { mode: 0o600 })
  const store = new Store(join(dataFolder, 'store'), true, onInternalError)
  let claimed: Claim | undefined
  try {
    claimed = claim(store, dataFolder)
    const rootKey = rootKeyOf(store.table<Ground>('ground', { survivesReset: true }), store, dataFolder, rootKeyFolder(environment))
    await store.flushed
    const { release } = claimed
    return {
      store,
      rootKey,
      close: async () => {
        store.writeBatch() // while the folder is still this server's
        release()
        await store.close()
      },
    }
  } catch (error) {
    claimed?.release()
    await store.close()
    throw error
  }
}

/** A store whose file has no name any more, sealed under a key that only this process knows. */
export function openInMemory(onInternalError?: OnInternalError): OpenedData {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-'))
  const store = new Store(folder, false, onInternalError)
  const canUnlinkOpenFiles = process.platform !== 'win32'
  if (canUnlinkOpenFiles) rmSync(folder, { recursive: true })
  return {
    store,
    rootKey: randomBytes(keyBytes),
    async close() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const groundKey = ['ground']
const proofText = 'sallyport'

function rootKeyOf(grounds: Table<Ground>, store: Store, dataFolder: string, keyFolder: string): Buffer {
  const ground = grounds.get(groundKey)
  if (ground === undefined) {
    const { id, key } = createRootKey(keyFolder)
    store.change(() => grounds.put(groundKey, { format, rootKeyId: id, proof: seal(key, id, Buffer.from(proofText)) }))
    return key
  }
  if (ground.format > format) {
    throw new Error(
      `${dataFolder} was written by a newer sallyport (format ${ground.format}, this one knows ${format}): use that version, or another data folder`,
    )
  }
  const key = readRootKey(keyFolder, ground.rootKeyId, dataFolder)
  try {
    unseal(key, ground.rootKeyId, ground.proof)
  } catch (cause) {
    throw new Error(`the root key ${ground.rootKeyId} does not open ${dataFolder}: put the right key file back into ${keyFolder}`, {
      cause,
    })
  }
  return key
}
