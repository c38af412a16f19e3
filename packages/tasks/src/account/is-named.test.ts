import { expect, test } from 'vitest'
import { isNamed } from './is-named.ts'

const answer = (name: string) => Object.assign(new Error('told so'), { name })

test('knows an error of AWS with and without the ending that some services give it', () => {
  expect(isNamed(answer('NoSuchEntityException'), 'NoSuchEntity')).toBe(true)
  expect(isNamed(answer('AccessDenied'), 'NoSuchEntity', 'AccessDeniedException')).toBe(true)
  expect(isNamed(answer('NoSuchEntityElsewhere'), 'NoSuchEntity')).toBe(false)
  expect(isNamed({ name: 'NoSuchEntity' }, 'NoSuchEntity')).toBe(false)
})
