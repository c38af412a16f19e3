import type { Answer } from './answer.ts'
import type { Calling } from './calling-out.ts'
import type { Target } from './target.ts'

declare const stripe: Calling<'api.stripe.com'>
declare const two: Calling<'api.stripe.com' | 'files.stripe.com'>
declare const anyHosts: Calling<string>
declare const path: string
declare const id: number

// what compiles
export const answers: Promise<Answer>[] = [
  stripe.fetch('/v1/balance'),
  stripe.fetch('/'),
  stripe.fetch('https://api.stripe.com/v1/balance'),
  stripe.fetch(new URL('https://anything.example')),
  stripe.fetch(path),
  stripe.fetch(`/v1/charges/${id}`),
  stripe.fetch(`${path}/v1`),
  stripe.fetch(`https://${path}/v1`),
  stripe.fetch('http://127.0.0.1:3000/v1'),
  stripe.fetch('http://localhost/v1'),
  stripe.fetch('https://[::1]:3000/v1', { json: { amount: 1 } }),
  stripe.fetch(id === 1 ? '/v1/a' : '/v1/b'),
  two.fetch('https://files.stripe.com/v1'),
  anyHosts.fetch('https://anything.example/v1'),
]

// what does not
// @ts-expect-error a look-alike
void stripe.fetch('https://api.strlpe.com/v1')
// @ts-expect-error a look-alike that begins as the host does
void stripe.fetch('https://api.stripe.com.evil.test/v1')
// @ts-expect-error user info
void stripe.fetch('https://api.stripe.com@evil.test/v1')
// @ts-expect-error another port
void stripe.fetch('https://api.stripe.com:8443/v1')
// @ts-expect-error not encrypted
void stripe.fetch('http://api.stripe.com/v1')
// @ts-expect-error a missing slash
void stripe.fetch('v1/balance')
// @ts-expect-error a slash too many begins a host
void stripe.fetch('//evil.test/v1')
// @ts-expect-error so does a backslash
void stripe.fetch('/\\evil.test/v1')
// @ts-expect-error not loopback, only its beginning
void stripe.fetch('http://127.0.0.1.evil.test/')
// @ts-expect-error one of two is wrong
void stripe.fetch(id === 1 ? '/v1/a' : 'v1/b')
// @ts-expect-error not among several hosts
void two.fetch('https://stripe.com/v1')
// @ts-expect-error a missing slash, with hosts that are not literals
void anyHosts.fetch('v1/balance')
// @ts-expect-error a misspelt option
void stripe.fetch('/v1', { timeoutMS: 5 })

export const sentence: 'not a declared host: use https://api.stripe.com/... or a path that begins with one /' = null as unknown as Target<
  'v1/balance',
  'api.stripe.com'
> // only the type is looked at
