import type { VersionOptions } from './version.ts'

export async function readParameter(name: string, _version?: VersionOptions): Promise<never> {
  throw new Error(`parameter ${name} cannot be read: this project read secrets alone, add a client of Parameter Store`)
}
