import { firstValue } from './first-value.ts'

export async function firstAnswer(answer: () => Promise<string>) {
  firstValue(await answer())
}
