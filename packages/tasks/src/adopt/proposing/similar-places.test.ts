import { expect, test } from 'vitest'
import { type ExistingPlace, similarPlaces } from './similar-places.ts'

const places = (...names: string[]): ExistingPlace[] => names.map((name) => ({ name, service: 'secretsmanager' }))
const similarTo = (variables: readonly string[], existing: readonly ExistingPlace[]) =>
  similarPlaces(variables, existing).map(({ name }) => name)

test('a name is similar by a word that tells one secret from another, not by one that every secret has', () => {
  expect(similarTo(['STRIPE_API_KEY'], places('prod/stripe', 'prod/api-key', 'striped/key'))).toEqual(['prod/stripe'])
})

test('each of the variables that hold a value may have the telling name', () => {
  expect(similarTo(['A_KEY', 'MAILGUN_KEY'], places('shop/mailgun', 'shop/chat'))).toEqual(['shop/mailgun'])
})

test('what several variables tell is looked at once', () => {
  expect(similarTo(['MAILGUN_KEY', 'SHOP_MAILGUN', 'MAILGUN_KEY'], places('shop/mailgun'))).toEqual(['shop/mailgun'])
})

test('few are looked at for a variable, and not only those of the first', () => {
  const many = places(...Array.from({ length: 9 }, (_, index) => `shop/${index}`))
  expect(similarTo(['SHOP_KEY', 'MAILGUN_KEY'], [...many, ...places('eu/mailgun')])).toEqual([
    ...many.slice(0, 5).map(({ name }) => name),
    'eu/mailgun',
  ])
})
