/** An option of a kind's declaring call, as a person is asked for it. Who answers nothing leaves it out. */
export interface FormOption {
  /** Its name in the call: `hosts`. */
  readonly name: string
  readonly question: string
  /** An answer for example. */
  readonly placeholder: string
  /** It is asked for only where this option was answered. */
  readonly after?: string
  /** What an answer has to be, where it is not; `undefined` where it is. */
  problem(answer: string): string | undefined
  /** The answer as the call takes it. */
  written(answer: string): unknown
  /** What the answer means, in a review: `sent to api.stripe.com alone`. */
  told(answer: string): string
}

/** Answers to a kind's options, by their names; those that were left out are not there. */
export type OptionAnswers = Readonly<Record<string, string>>
