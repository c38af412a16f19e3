// Every task: one folder and one line here.
export { audit } from './audit/audit.ts'
export { grant } from './grant/grant.ts'
export { invoke } from './invoke/invoke.ts'
export { list } from './list/list.ts'
export { put } from './put/put.ts'
