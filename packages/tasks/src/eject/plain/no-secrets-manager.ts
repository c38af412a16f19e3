import type { VersionOptions } from './version.ts'

export async function readSecret(name: string, _version?: VersionOptions): Promise<never> {
  throw new Error(`secret ${name} cannot be read: this project read parameters alone, add a client of Secrets Manager`)
}
