export type { InferInput, InferOutput } from 'valibot'
export type { Account, AccountDescription } from './account/account.ts'
export { accountAtFirstUse } from './account/account-at-first-use.ts'
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
export type { Choose as ChooseAdoption } from './adopt/chosen-adoption.ts'
export { importedValues } from './adopt/imported-values.ts'
export type { Choice as AdoptionChoice, Proposal as AdoptionProposal } from './adopt/proposing/proposal.ts'
export { namesInStages } from './adopt/proposing/stage-values.ts'
export { type Change, type ContextOptions, openContext, type TaskContext } from './context.ts'
export type { Form, FormField } from './forms/form.ts'
export type { FormOption, OptionAnswers } from './forms/form-option.ts'
export { forms, type Kind, kinds, maySign, plainKind } from './forms/forms.ts'
export { kindWord } from './forms/kind-word.ts'
export { hostProblem } from './forms/options/hosts.ts'
export { entryFiles } from './grant/entry-files.ts'
export { addDeclaration } from './init/add-declaration.ts'
export { firstKinds } from './init/first-kinds.ts'
export { declarationLine, type NewDeclaration } from './init/new-declaration.ts'
export type { DeclaredPlace } from './place/declared-places.ts'
export { nameProblem } from './place/place-name.ts'
export { typedCommand, typedLine } from './place/typed-command.ts'
export { type PutTarget, putTarget } from './put/put-target.ts'
export { type StoredForm, storedForm } from './put/stored-form.ts'
export { runTask } from './run-task.ts'
export {
  type ParameterType,
  parameterTypes,
  type SecretService,
  secretServices,
  serviceFor,
  serviceInWords,
  serviceOfName,
} from './secret-services.ts'
export { shellWord } from './shell-word.ts'
export { filledIn, stageProblem } from './stage.ts'
export { type Task, type TaskInput, task } from './task.ts'
export { type MissingStatement, TaskError, type TaskErrorCode, taskErrorCodes } from './task-error.ts'
export * from './tasks.ts'
/** Every task, by its name. */
export * as tasks from './tasks.ts'
