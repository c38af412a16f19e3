/** The parts of the plain code that every project gets. No template literals in it, so that they can be written here as they are. */

export const marker =
  '// Written by "sallyport eject": what this project used of sallyport, as plain code over the AWS SDK for JavaScript v3.'

export const header = `${marker}
// It is yours now: change it as you like.
//
// What sallyport did beside it, and this does not: join reads that begin in one moment, mask values in errors that leave a handler, look
// out for a function that was frozen in the middle of a read, tell events, replay a request over a broken connection.
`

export const places = String.raw`
/** Where a secret lives: the name or ARN of a secret, or of a parameter, or the variable that holds it. */
export type Place = string | { readonly env: string } | { readonly parameter: string | { readonly env: string }; readonly type?: string }

interface Stored {
  readonly text?: string | undefined
  readonly bytes?: Uint8Array | undefined
}

function nameIn(written: string | { readonly env: string }): string {
  const name = typeof written === 'string' ? written : process.env[written.env]
  if (name === undefined || name === '') throw new Error('the variable that names a secret is not set: ' + JSON.stringify(written))
  return name.includes('{stage}') ? name.replaceAll('{stage}', stage()) : name
}

function stage(): string {
  const found = process.env['SALLYPORT_STAGE'] || (process.env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? 'dev' : '')
  if (!/^[\w-]{1,32}$/.test(found)) throw new Error('SALLYPORT_STAGE is not set to a stage')
  return found
}

/** An ARN says its region; a name is in the function's own. */
function regionIn(name: string): { region?: string } {
  const region = name.startsWith('arn:') ? name.split(':')[3] : undefined
  return region === undefined ? {} : { region }
}
`

export const secretsManager = `
const secretsManagers = new Map<string | undefined, SecretsManagerClient>()

async function readSecret(name: string): Promise<Stored> {
  const { region } = regionIn(name)
  const client = secretsManagers.get(region) ?? new SecretsManagerClient(regionIn(name))
  secretsManagers.set(region, client)
  const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: name, VersionStage: 'AWSCURRENT' }))
  return { text: SecretString, bytes: SecretBinary }
}
`

export const parameterStore = `
const parameterStores = new Map<string | undefined, SSMClient>()

async function readParameter(name: string): Promise<Stored> {
  const { region } = regionIn(name)
  const client = parameterStores.get(region) ?? new SSMClient(regionIn(name))
  parameterStores.set(region, client)
  // GetParameters, since that is what the function's role may do
  const { Parameters = [] } = await client.send(new GetParametersCommand({ Names: [name], WithDecryption: true }))
  const [parameter] = Parameters
  if (parameter === undefined) throw new Error('parameter ' + name + ' does not exist')
  return { text: parameter.Value }
}
`

export const handles = `
/** A value that is not shown wherever it is printed. */
export class Secret<T> {
  readonly #value: T
  constructor(value: T) {
    this.#value = value
  }
  /** The value itself. */
  reveal(): T {
    return this.#value
  }
  toString(): string {
    return '[redacted]'
  }
  toJSON(): string {
    return '[redacted]'
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[redacted]'
  }
}

export interface Handle<T> {
  /** The value: from memory while it is fresh, else from AWS, else (AWS down or slow) the last good one. */
  get(): Promise<Secret<T>>
  use<R>(user: (value: T) => R): Promise<Awaited<R>>
  peek(): Secret<T> | undefined
  refresh(): Promise<Secret<T>>
}

interface LifeOptions {
  readonly ttlSeconds?: number | 'forever' | undefined
  readonly maxStaleSeconds?: number | undefined
}

function handle<T>(place: Place, options: LifeOptions, parse: (stored: Stored) => T | Promise<T>): Handle<T> {
  const { ttlSeconds = 300, maxStaleSeconds = 3600 } = options
  const ttlMs = ttlSeconds === 'forever' ? Number.POSITIVE_INFINITY : ttlSeconds * 1000
  const usableMs = Math.max(ttlMs, maxStaleSeconds * 1000)
  let held: { readonly secret: Secret<T>; readonly readAt: number } | undefined
  let reading: Promise<Secret<T>> | undefined

  const heldFor = (limitMs: number) => {
    const ageMs = held === undefined ? Number.POSITIVE_INFINITY : Date.now() - held.readAt
    return ageMs >= 0 && ageMs < limitMs ? held?.secret : undefined
  }
  const read = async () => {
    const readAt = Date.now()
    const secret = new Secret(await parse(await readStored(place)))
    held = { secret, readAt }
    return secret
  }
  const refresh = () => {
    reading ??= read().finally(() => {
      reading = undefined
    })
    return reading
  }
  const get = async () => {
    const fresh = heldFor(ttlMs)
    if (fresh !== undefined) return fresh
    try {
      return await refresh()
    } catch (error) {
      const old = isRefusal(error) ? undefined : heldFor(usableMs)
      if (old === undefined) throw error
      return old
    }
  }
  return {
    get,
    refresh,
    peek: () => heldFor(usableMs),
    async use<R>(user: (value: T) => R): Promise<Awaited<R>> {
      return await user((await get()).reveal())
    },
  }
}

/** AWS has answered, and no: then an old value is not served. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || /Throttl|TooManyRequests/.test(error.name)) return false
  const { $metadata: { httpStatusCode = 500 } = {} } = error as { $metadata?: { httpStatusCode?: number } }
  return httpStatusCode < 500
}

function textIn({ text }: Stored, field?: string): string {
  if (text === undefined) throw new Error('the stored value is binary')
  if (field === undefined) return text
  const value = fieldIn(text, field)
  if (typeof value !== 'string') throw new Error('the stored value has no text in field ' + field)
  return value
}

function fieldIn(text: string, field: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed).find(([name]) => name === field)?.[1] : undefined
  } catch {
    throw new Error('the stored value is not JSON') // the parser's own message repeats what it read
  }
}

/** Reads several in one go. */
export async function load(...handles: readonly Handle<unknown>[]): Promise<void> {
  await Promise.all(handles.map((each) => each.get()))
}

/** Reads the secrets while the function starts, and lets its first invocation wait for them. */
export function withSecrets<A extends readonly unknown[] = [event: unknown, context: LambdaContext], R = unknown>(
  handles: readonly Handle<unknown>[],
  handler: (...args: A) => R | Promise<R>,
): (...args: A) => Promise<R> {
  for (const each of handles) each.get().catch(() => undefined) // an invocation reads it again, and tells
  return async (...args) => {
    await load(...handles)
    return handler(...args)
  }
}

export interface LambdaContext {
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
  getRemainingTimeInMillis(): number
}
`
