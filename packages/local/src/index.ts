export type { AccountAskedFor, LocalAccount } from './local-account.ts'
export type { Planted } from './seed/plant-seed.ts'
export type { Seed } from './seed/seed.ts'
export { type Local, type LocalOptions, startLocal } from './start-local.ts'
