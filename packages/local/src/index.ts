export { type Local, type LocalOptions, startLocal } from './start-local.ts'
