export type { InferOutput } from 'valibot'
export type { Account, AccountDescription } from './account/account.ts'
export { askToStop, assertAnswers, claimsToBeSallyport, healthOf, type LocalHealth } from './account/local-control.ts'
export {
  dataDirFor,
  type FoundState,
  findLocalState,
  type LocalState,
  lookForLocalState,
  readLocalState,
  removeLocalState,
  type StatePlace,
  stateFileIn,
  writeLocalState,
} from './account/local-state.ts'
export { type AccountOptions, openAccount } from './account/open-account.ts'
export { regionNamed } from './account/region.ts'
export { type Change, type ContextOptions, openContext, type TaskContext } from './context.ts'
export type { Form, FormField } from './forms/form.ts'
export { forms, type Kind, kinds } from './forms/forms.ts'
export { type StoredForm, storedForm } from './put/stored-form.ts'
export { runTask } from './run-task.ts'
export { shellWord } from './shell-word.ts'
export { type Task, type TaskInput, task } from './task.ts'
export { type MissingStatement, TaskError, type TaskErrorCode } from './task-error.ts'
export * from './tasks.ts'
/** Every task, by its name. */
export * as tasks from './tasks.ts'
