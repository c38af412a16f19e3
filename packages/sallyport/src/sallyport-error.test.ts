import { expect, test } from 'vitest'
import { SallyportError } from './sallyport-error.ts'

test('carries code, secret, request and cause', () => {
  const cause = new Error('why')
  const error = new SallyportError('ACCESS_DENIED', { message: 'role a may not read b: run c', secret: 'b', requestId: 'r', cause })
  expect(error).toMatchObject({
    name: 'SallyportError',
    code: 'ACCESS_DENIED',
    secret: 'b',
    requestId: 'r',
    message: 'role a may not read b: run c',
    cause,
  })
  expect(error).toBeInstanceOf(Error)
  expect(new SallyportError('THROTTLED', { message: 'a' })).not.toHaveProperty('cause')
})

test('is recognised when another copy of the package has thrown it', async () => {
  const other = './sallyport-error.ts?other'
  const copy: { SallyportError: typeof SallyportError } = await import(/* @vite-ignore */ other)
  expect(copy.SallyportError).not.toBe(SallyportError)
  const error = new copy.SallyportError('THROTTLED', { message: 'a' })
  expect(error instanceof SallyportError).toBe(true)
})

test('is not what another error, a look-alike object or nothing is', () => {
  for (const value of [new Error('a'), { name: 'SallyportError', code: 'THROTTLED' }, undefined, null, 'SallyportError']) {
    expect(value instanceof SallyportError).toBe(false)
  }
})
