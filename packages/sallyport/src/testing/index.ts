export type { AnsweredCall, FakeCall, FakeReply } from './fake-call.ts'
export { type FakeSecrets, fakeSecrets, type ValueOf } from './fake-secrets.ts'
export type { ReadFailure } from './fake-store.ts'
