import { expect, test } from 'vitest'
import { awsError } from '../../aws-error.ts'
import { ServerStopped } from '../../runtime-api/function-fleet.ts'
import { ConcurrencyLimitReached } from '../../runtime-api/function-runtime.ts'
import { UnusableZip } from '../../runtime-api/unpacked-code.ts'
import { invocationRefusal } from './invocation-refusal.ts'

test.each([
  [new ConcurrencyLimitReached(), 'TooManyRequestsException', 429],
  [new UnusableZip('a.js could not be unpacked'), 'InvalidZipFileException', 502],
  [new ServerStopped(), 'ServiceException', 500],
  [awsError('AccessDeniedException', 'no', { status: 403 }), 'AccessDeniedException', 403],
])('says %s as %s', (error, code, status) => {
  expect(invocationRefusal(error)).toMatchObject({ code, status })
})

test.each([
  [new ConcurrencyLimitReached(), 'ConcurrencyLimitReached'],
  [new UnusableZip(), 'UnusableZip'],
  [new ServerStopped(), 'ServerStopped'],
])('an error of the runtime bears its own name: %s', (error, name) => {
  expect(error.name).toBe(name)
})

test('leaves what it does not know to the server', () => {
  const unknown = new TypeError('a mistake of ours')
  expect(() => invocationRefusal(unknown)).toThrow(unknown)
})
