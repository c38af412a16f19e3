import type { Kind, NewDeclaration, OptionAnswers } from '@sallyport/tasks'

/** What a person has answered so far, in the order of the questions. */
export interface Answers {
  readonly kind?: Kind
  readonly value?: Uint8Array
  readonly service?: 'secretsmanager' | 'ssm'
  /** With `{stage}` left in. */
  readonly name?: string
  /** What `{stage}` stands for. */
  readonly stage?: string | undefined
  /** Of the options of the declaring call. */
  readonly options?: OptionAnswers
  /** Functions that read it. */
  readonly readers?: readonly string[]
  /** Whether there was a function to choose. */
  readonly mayChooseReaders?: boolean
  readonly isDeclared?: boolean
}

/** All of them are there: the last question was answered. */
export type AllAnswers = Required<Answers>

export function declarationOf({ kind, service, name, options }: AllAnswers): NewDeclaration {
  return { kind, service, name, options }
}
