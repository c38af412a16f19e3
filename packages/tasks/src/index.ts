export type { InferOutput } from 'valibot'
export type { Account, AccountDescription } from './account/account.ts'
export { healthOf, type LocalHealth } from './account/local-health.ts'
export {
  dataDirFor,
  findLocalState,
  type LocalState,
  readLocalState,
  removeLocalState,
  type StatePlace,
  stateFileIn,
  writeLocalState,
} from './account/local-state.ts'
export { type AccountOptions, openAccount } from './account/open-account.ts'
export { audit } from './audit/audit.ts'
export { type Change, type ContextOptions, openContext, type TaskContext } from './context.ts'
export { grant } from './grant/grant.ts'
export { invoke } from './invoke/invoke.ts'
export { list } from './list/list.ts'
export { put } from './put/put.ts'
export { type Kind, type StoredForm, storedForm } from './put/stored-form.ts'
export { runTask } from './run-task.ts'
export { type Task, type TaskInput, task } from './task.ts'
export { type MissingStatement, TaskError, type TaskErrorCode } from './task-error.ts'
export { tasks } from './tasks.ts'
