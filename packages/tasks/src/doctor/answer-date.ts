import type { STS } from '@aws-sdk/client-sts'

/** Gives the `Date` header of the last answer that the client had, refusals too; `undefined` before one. */
export function answerDate(client: STS): () => Date | undefined {
  let seen: Date | undefined
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args)
      const date = dateIn(answer.response)
      if (date !== undefined) seen = date
      return answer
    },
    // the answer is still whole here: a refusal becomes an error only in the outer part of this step
    { step: 'deserialize', priority: 'low', name: 'sallyportAnswerDate' },
  )
  return () => seen
}

function dateIn(response: unknown): Date | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined
  const { headers } = response
  const text: unknown = typeof headers === 'object' && headers !== null && 'date' in headers ? headers.date : undefined
  const date = new Date(typeof text === 'string' ? text : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}
