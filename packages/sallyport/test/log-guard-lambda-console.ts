import { writeSync } from 'node:fs'
import { format } from 'node:util'

/**
 * A stand-in for the console of Lambda's Node runtime, made after what its public source documents: each message stands behind a frame of
 * 16 bytes (type, length of the message in bytes, microseconds since 1970) on the descriptor that `_LAMBDA_TELEMETRY_LOG_FD` names; it is
 * put in place before the function's module is loaded, and shows what no one catches.
 * Source: aws/aws-lambda-nodejs-runtime-interface-client, "LogPatch.js" and "index.mjs". Not tried on AWS itself.
 */
export function putLambdaConsole(env = process.env): void {
  const isJson = env['AWS_LAMBDA_LOG_FORMAT'] === 'JSON'
  const levels = { trace: 1, debug: 2, info: 3, warn: 4, error: 5, fatal: 6 }
  const log = writerTo(env['_LAMBDA_TELEMETRY_LOG_FD'])
  delete env['_LAMBDA_TELEMETRY_LOG_FD']

  for (const [method, level] of Object.entries(levels)) {
    const show = (...logged: unknown[]) => {
      const at = new Date()
      const name = method.toUpperCase()
      if (isJson) log(0xa55a0002, level, at, jsonLine(at, name, logged))
      else log(0xa55a0003, level, at, `${at.toISOString()}\trequest-1\t${name}\t${format(...logged)}\n`)
    }
    Object.assign(console, { [method]: show })
  }
  console.log = console.info

  process.on('uncaughtException', (error) => {
    if (isJson) console.error(error)
    else console.error('Uncaught Exception', `\t${JSON.stringify(error, (_, value) => shownError(value))}`)
    process.exit(129)
  })
}

function writerTo(descriptor: string | undefined) {
  if (descriptor === undefined)
    return (_type: number, _level: number, _at: Date, message: string) => void process.stdout.write(`${message.replace(/\n/g, '\r')}\n`)
  const head = Buffer.alloc(16)
  return (type: number, level: number, at: Date, message: string) => {
    const bytes = Buffer.from(message)
    head.writeUInt32BE((type | (level << 2)) >>> 0, 0)
    head.writeInt32BE(bytes.length, 4)
    head.writeBigInt64BE(BigInt(at.getTime()) * 1000n, 8)
    writeSync(Number(descriptor), head)
    writeSync(Number(descriptor), bytes)
  }
}

function jsonLine(timestamp: Date, level: string, logged: unknown[]): string {
  const line = { timestamp, level, requestId: 'request-1' }
  if (logged.length === 1) {
    try {
      return JSON.stringify({ ...line, message: logged[0] }, (_, value) => shownError(value))
    } catch {
      return JSON.stringify({ ...line, message: format(logged[0]) })
    }
  }
  const error = logged.find((each) => each instanceof Error)
  const fields = error && { errorType: error.constructor.name, errorMessage: error.message, stackTrace: error.stack?.split('\n') }
  return JSON.stringify({ ...line, message: format(...logged), ...fields })
}

function shownError(value: unknown): unknown {
  if (!(value instanceof Error)) return value
  return { errorType: value.constructor.name, errorMessage: value.message, stackTrace: value.stack?.split('\n'), ...value }
}

/** A message as it came over the descriptor. */
export interface Frame {
  readonly type: number
  readonly text: string
}

/** Reads frames, as Lambda does; throws where one does not begin where the one before it ended. */
export function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at < bytes.length; ) {
    const type = bytes.readUInt32BE(at)
    if (type >>> 16 !== 0xa55a) throw new Error(`no frame begins at ${at}`)
    const end = at + 16 + bytes.readInt32BE(at + 4)
    frames.push({ type, text: bytes.toString('utf8', at + 16, end) })
    at = end
  }
  return frames
}
