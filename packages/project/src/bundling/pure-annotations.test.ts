import { expect, test } from 'vitest'
import { withPureAnnotations } from './pure-annotations.ts'

const imported = `import { text as t } from 'sallyport'\n`

test.each([
  ['a constant', `export const a = t('a')`, `export const a = /* @__PURE__ */ t('a')`],
  ['an object', `export const s = { a: t('a') }`, `export const s = { a: /* @__PURE__ */ t('a') }`],
  ['a cast', `export const a = t('a') as object`, `export const a = /* @__PURE__ */ t('a') as object`],
  ['an argument', `use(t('a'))`, `use(/* @__PURE__ */ t('a'))`],
  ['a call on the handle, which does something', `export const a = t('a').get()`, `export const a = t('a').get()`],
  ['a name of its own', `const f = (t: (n: string) => void) => t('a')`, `const f = (t: (n: string) => void) => t('a')`],
])('marks %s', (_, source, marked) => {
  expect(withPureAnnotations('secrets.ts', imported + source)).toBe(imported + marked)
})

test('leaves a file that does not parse to the bundler', () => {
  expect(withPureAnnotations('secrets.ts', `${imported}const =`)).toBe(`${imported}const =`)
})
