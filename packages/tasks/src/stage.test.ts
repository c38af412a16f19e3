import { expect, test } from 'vitest'
import { filledIn, stageNamed } from './stage.ts'

test('fills the stage in, wherever it stands', () => {
  expect(filledIn('/{stage}/a/{stage}', 'dev')).toBe('/dev/a/dev')
  expect(filledIn('plain', undefined)).toBe('plain')
})

test('refuses a name without its stage, and other braces', () => {
  expect(() => filledIn('{stage}/a', undefined)).toThrow('`stage`')
  expect(() => filledIn('{stagee}/a', 'dev')).toThrow('not a name')
})

test('takes a stage that AWS allows in names, and an empty one for none', () => {
  expect(stageNamed('Prod_1-a')).toBe('Prod_1-a')
  expect(stageNamed('')).toBeUndefined()
  for (const wrong of ['a/b', 'a b', '../x', 'x'.repeat(33)]) expect(() => stageNamed(wrong)).toThrow('`stage`')
})
