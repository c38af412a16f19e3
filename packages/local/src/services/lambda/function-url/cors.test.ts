import { expect, test } from 'vitest'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'

const page = 'https://shop.example'

test('answers a page that it allows, and no other', () => {
  const cors = { AllowOrigins: [page], AllowCredentials: true, ExposeHeaders: ['x-id'] }
  expect(corsHeaders(cors, page)).toEqual([
    ['access-control-allow-origin', page],
    ['vary', 'Origin'],
    ['access-control-allow-credentials', 'true'],
    ['access-control-expose-headers', 'x-id'],
  ])
  expect(corsHeaders(cors, 'https://shop.example.evil')).toEqual([])
  expect(corsHeaders(cors, undefined)).toEqual([])
  expect(preflightHeaders(cors, 'https://evil.example')).toEqual([])
})

test('allows every page by a star, which names the page itself when credentials are allowed', () => {
  expect(corsHeaders({ AllowOrigins: ['*'] }, page)).toEqual([['access-control-allow-origin', '*']])
  expect(corsHeaders({ AllowOrigins: ['*'], AllowCredentials: true }, page)).toContainEqual(['access-control-allow-origin', page])
})

test('tells a browser that asks first what it may send', () => {
  const cors = { AllowOrigins: ['*'], AllowMethods: ['GET', 'POST'], AllowHeaders: ['content-type'], ExposeHeaders: ['x-id'], MaxAge: 60 }
  expect(preflightHeaders(cors, page)).toEqual([
    ['access-control-allow-origin', '*'],
    ['access-control-allow-methods', 'GET,POST'],
    ['access-control-allow-headers', 'content-type'],
    ['access-control-max-age', '60'],
  ])
})

test('knows a preflight by its method and both headers', () => {
  const headers = { origin: page, 'access-control-request-method': 'POST' }
  expect(isPreflight('OPTIONS', headers)).toBe(true)
  expect(isPreflight('POST', headers)).toBe(false)
  expect(isPreflight('OPTIONS', { origin: page })).toBe(false)
})
