import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { keyBytes } from './sealing.ts'

/** Where root keys are: the user's own configuration folder, never beside the data they open. */
export function rootKeyFolder(environment: NodeJS.ProcessEnv): string {
  const configuration = environment['XDG_CONFIG_HOME'] || join(environment['HOME'] || homedir(), '.config')
  return join(configuration, 'sallyport', 'keys')
}

/** A new root key in a file of its owner's alone. It is whole when it gets its name, and no other start can have the same name. */
export function createRootKey(folder: string): { id: string; key: Buffer } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const id = randomBytes(16).toString('hex')
  const key = randomBytes(keyBytes)
  const unfinished = join(folder, `${id}.${process.pid}.unfinished`)
  const file = openSync(unfinished, 'wx', 0o600)
  try {
    writeSync(file, key)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  linkSync(unfinished, rootKeyFile(folder, id)) // fails, never replaces, when the name is taken
  rmSync(unfinished)
  flushFolder(folder)
  return { id, key }
}

/** A new name is on the disk only when its folder is; data must not be there before its key. Windows cannot, and has no need to. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return
  const opened = openSync(folder, 'r')
  try {
    fsyncSync(opened)
  } finally {
    closeSync(opened)
  }
}

/** @throws Error in words when the key is not there or is damaged */
export function readRootKey(folder: string, id: string, dataFolder: string): Buffer {
  const file = rootKeyFile(folder, id)
  if (!existsSync(file)) {
    throw new Error(`the root key of ${dataFolder} is not at ${file}: put the key file back, or remove the data folder to start anew`)
  }
  const key = readFileSync(file)
  if (key.length !== keyBytes)
    throw new Error(`the root key at ${file} is damaged: put the right file back, or remove ${dataFolder} to start anew`)
  return key
}

function rootKeyFile(folder: string, id: string): string {
  return join(folder, `${id}.key`)
}
