import { randomBytes } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { Accounts } from '../account.ts'
import { Life } from '../server/life.ts'
import { FunctionUrlOwners } from '../services/lambda/function-url/function-url-owners.ts'
import { openInMemory } from '../store/data-folder.ts'
import { ValueCache } from '../store/value-cache.ts'
import { Trail } from '../trail/trail.ts'
import type { WireRequest } from '../wire/protocol.ts'
import { Authenticator } from './authenticate.ts'
import { SessionTokens } from './session-tokens.ts'
import { Users } from './users.ts'

const accountId = '123456789012'

/** An account with a role, whose sessions are issued and used at any time. */
function withRole() {
  const { store, rootKey, close } = openInMemory()
  onTestFinished(close)
  const now = () => new Date()
  const tokens = new SessionTokens(store, rootKey)
  const users = new Users(store, rootKey)
  const [values, trail, server] = [new ValueCache(), new Trail(store, now), new Life()]
  const functionUrlOwners = new FunctionUrlOwners(store)
  const accounts = new Accounts({ store, rootKey, values, users, tokens, trail, functionUrlOwners, server, now })
  const { roles, sessions } = accounts.at(accountId, 'us-east-1')
  const role = {
    name: 'r',
    path: '/',
    arn: roles.newArn('/', 'r'),
    id: 'AROA1',
    trustPolicy: '{}',
    inlinePolicies: [],
    createdAt: 0,
    maxSessionSeconds: 3600,
  }
  store.change(() => roles.save(role))
  const administrator = users.administrator(accountId, 'aws').caller
  const authenticator = new Authenticator({ users, tokens, administrator, defaultRegion: 'us-east-1', rolesOf: () => roles })
  return { authenticator, sessions, tokens, rootKey, store }
}

function signedWith(accessKeyId: string, sessionToken: string): WireRequest {
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=00`
  const headers = { host: 'h', 'x-amz-date': '20260101T000000Z', 'x-amz-security-token': sessionToken, authorization }
  return { method: 'POST', path: '/', query: '', headers, rawHeaders: [], body: Buffer.alloc(0), sourceIp: '127.0.0.1' }
}

test('a session ends when its time is over, whatever is signed with it', () => {
  const { authenticator, sessions } = withRole()
  const at = new Date('2026-01-01T00:00:00Z')
  const { accessKeyId, sessionToken } = sessions.issue({ roleName: 'r', sessionName: 's', durationSeconds: 900 }, at)
  const ask = (seconds: number) => () =>
    authenticator.authenticate(signedWith(accessKeyId, sessionToken), 'sts', new Date(at.getTime() + seconds * 1000))
  expect(ask(899)).toThrow('does not match') // the session holds, this signature does not
  expect(ask(900)).toThrow('The security token included in the request is expired')
})

test('a token of another server, a shortened one and a made-up one are no sessions', () => {
  const { tokens, sessions, store } = withRole()
  const { sessionToken } = sessions.issue({ roleName: 'r', sessionName: 's', durationSeconds: 900 })
  expect(tokens.open(sessionToken)?.caller.sessionName).toBe('s')
  for (const token of [sessionToken.slice(0, -4), '', 'AAAA', randomBytes(300).toString('base64')])
    expect(tokens.open(token)).toBeUndefined()
  const { store: other, close } = openInMemory()
  onTestFinished(close)
  expect(new SessionTokens(other, randomBytes(32)).open(sessionToken)).toBeUndefined()
  expect(store).not.toBe(other)
})

test('a token holds over a restart, since its key is kept', () => {
  const { tokens, store, rootKey, sessions } = withRole()
  const { sessionToken } = sessions.issue({ roleName: 'r', sessionName: 's', durationSeconds: 900 })
  expect(new SessionTokens(store, rootKey).open(sessionToken)).toEqual(tokens.open(sessionToken))
})
