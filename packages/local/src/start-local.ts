import { randomBytes } from 'node:crypto'
import { partitionOf } from '@sallyport/iam'
import { Accounts } from './account.ts'
import type { Controlled } from './control/control.ts'
import { Faults } from './control/faults.ts'
import { handleControl } from './control/handle-control.ts'
import { healthProof } from './control/health-proof.ts'
import { TestClock } from './control/test-clock.ts'
import { Authenticator } from './identity/authenticate.ts'
import { SessionTokens } from './identity/session-tokens.ts'
import { Users } from './identity/users.ts'
import { type OnInternalError, printInternalError } from './internal-error.ts'
import { type AccountAskedFor, isAccountId, type LocalAccount } from './local-account.ts'
import { type Planted, plantSeed } from './seed/plant-seed.ts'
import { type ReadSeed, readSeed } from './seed/read-seed.ts'
import type { Seed } from './seed/seed.ts'
import { Api } from './server/api.ts'
import { gateOf } from './server/gate.ts'
import { Life } from './server/life.ts'
import { Router } from './server/router.ts'
import { serve } from './server/serve.ts'
import { FunctionUrlOwners } from './services/lambda/function-url/function-url-owners.ts'
import { services } from './services/services.ts'
import { type OpenedData, openDataFolder, openInMemory } from './store/data-folder.ts'
import { ValueCache } from './store/value-cache.ts'
import { Trail } from './trail/trail.ts'

export interface LocalOptions {
  /** Default 4566; 0 is any free one. */
  readonly port?: number
  /** Where everything is kept, encrypted; default: in memory, gone when it stops. */
  readonly dataDir?: string | undefined
  /** Default `us-east-1`. Any other region is served too, each with its own state. */
  readonly region?: string
  /** 12 digits; default `123456789012`. */
  readonly accountId?: string
  /** `off` accepts any credentials and denies nothing; default `enforce`. */
  readonly auth?: 'enforce' | 'off'
  /** The clock of ages and deletion dates until a test moves it; default the real one. Signatures and sessions keep real time. */
  readonly now?: () => Date
  /** Milliseconds a request may take to arrive whole; default 20,000. */
  readonly requestTimeoutMs?: number
  /** Where the user's configuration folder is read from; default the process's environment. */
  readonly environment?: NodeJS.ProcessEnv
  /** What it has from its start: a JSON file, or what such a file holds. What is there already is left as it is; default: nothing. */
  readonly seed?: string | Seed | undefined
  /** Told of an error that is the server's own; default: its kind and place on stderr, without its message. */
  readonly onInternalError?: OnInternalError
}

/** The first account, whose keys are the same after a restart, and the server it is on. */
export interface Local extends LocalAccount {
  readonly port: number
  /** What the seed came to; `undefined` without one. */
  readonly seeded: Planted | undefined
  /** For `/_sallyport/…`; another at every start. */
  readonly controlToken: string
  /**
   * Another account, empty and apart from all others, such as for one test. A reset takes it away.
   * @param asked default: an account that nobody has
   */
  account(asked?: AccountAskedFor): Promise<LocalAccount>
  /** Resolves when it has stopped, also when it was stopped over HTTP. */
  readonly stopped: Promise<void>
  stop(): Promise<void>
}

/**
 * Starts AWS on loopback.
 * @throws Error in words when the port is taken, another server has the data folder, its root key is not there, or the seed cannot be used
 * @example
 * const local = await startLocal({ port: 0 })
 * const client = new SecretsManagerClient({ endpoint: local.endpoint, region: local.region, credentials: local })
 */
export async function startLocal(options: LocalOptions = {}): Promise<Local> {
  const { accountId = '123456789012', dataDir, environment = process.env, onInternalError = printInternalError } = options
  checkAccountId(accountId)
  const seed = options.seed === undefined ? undefined : await readSeed(options.seed) // before a data folder is made
  const data = dataDir === undefined ? openInMemory(onInternalError) : await openDataFolder(dataDir, environment, onInternalError)
  const life = new Life()
  life.onStop(() => data.close())
  try {
    return await startOn(data, life, { ...options, accountId, onInternalError, seed })
  } catch (error) {
    await life.stop()
    throw error
  }
}

async function startOn(
  { store, rootKey }: OpenedData,
  life: Life,
  {
    port = 4566,
    region = 'us-east-1',
    accountId,
    auth = 'enforce',
    now: real = () => new Date(),
    requestTimeoutMs = 20_000,
    onInternalError,
    seed,
  }: Omit<LocalOptions, 'seed'> & {
    readonly accountId: string
    readonly onInternalError: OnInternalError
    readonly seed: ReadSeed | undefined
  },
): Promise<Local> {
  const clock = new TestClock(real)
  const { now } = clock
  life.onReset(() => clock.reset())
  const trail = new Trail(store, now)
  const tokens = new SessionTokens(store, rootKey)
  const users = new Users(store, rootKey)
  const values = new ValueCache()
  const functionUrlOwners = new FunctionUrlOwners(store)
  const accounts = new Accounts({ store, rootKey, values, users, tokens, trail, functionUrlOwners, server: life, now })
  accounts.at(accountId, region) // opens the tables, which LMDB cannot within a change
  const { caller: administrator, secretAccessKey } = users.administrator(accountId, partitionOf(region))
  const seeded = seed && plantSeed(seed, { store, accounts, users, accountId, region })
  await store.flushed

  const rolesOf = (id: string) => accounts.at(id, region).roles
  const authenticator = new Authenticator({ users, tokens, administrator, defaultRegion: region, rolesOf })
  const isEnforcing = auth === 'enforce'
  const router = new Router(services)
  const faults = new Faults()
  const api = new Api({ router, authenticator, accounts, store, trail, faults, isEnforcing, now, onInternalError })
  const gate = gateOf({ isEnforcing, authenticator, accounts, functionUrlOwners, onInternalError })
  const controlToken = randomBytes(32).toString('base64url')
  const controlled: Controlled = {
    faults,
    clock,
    startedAt: new Date(),
    proofOf: (challenge) => healthProof(controlToken, challenge),
    functionLogs: ({ functionName, accountId: ofAccount }) =>
      accounts
        .opened()
        .filter(({ id }) => ofAccount === undefined || id === ofAccount)
        .flatMap(({ functions }) => functions.logsOf(functionName))
        .sort((a, b) => a.timestampMs - b.timestampMs),
    async account(asked) {
      const { caller, secretAccessKey } = users.ofAccount(partitionOf(region), asked.accountId)
      await store.flushed
      return { accountId: caller.accountId, region, accessKeyId: caller.accessKeyId, secretAccessKey, endpoint: life.endpoint() }
    },
    async reset() {
      store.reset()
      users.reload()
      values.clear()
      await life.reset()
      await store.flushed
    },
    stop: () => setImmediate(() => void life.stop()),
  }
  const listening = await serve(port, requestTimeoutMs, {
    services,
    servicePathOf: (path) => router.servicePathOf(path),
    api: (request, answered) => api.handle(request, answered),
    control: (request, response) => handleControl(request, response, { token: controlToken, server: controlled, onInternalError }),
    ownPath: ({ handlesPaths }, request, response) => handlesPaths?.handle(request, response, gate),
  })
  life.onStop(() => listening.close())
  const endpoint = `http://127.0.0.1:${listening.port}`
  life.listensAt(endpoint)
  return {
    endpoint,
    port: listening.port,
    region,
    accountId,
    accessKeyId: administrator.accessKeyId,
    secretAccessKey,
    controlToken,
    seeded,
    async account(asked = {}) {
      if (asked.accountId !== undefined) checkAccountId(asked.accountId)
      return controlled.account(asked)
    },
    stopped: life.stopped,
    stop: () => life.stop(),
  }
}

function checkAccountId(accountId: string): void {
  if (!isAccountId(accountId)) throw new Error(`accountId ${accountId} is not an account: give 12 digits`)
}
