import { expect } from 'vitest'
import { sallyport } from '../running/command.ts'
import type { Row } from './row.ts'

const onLoopback = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)
const startsForItself = 'who starts AWS on loopback is its administrator: nobody is asked'
const readsItsState = 'whoever may read the state file is the administrator: nobody is asked'

/** Commands of AWS on loopback itself. */
export const loopback: readonly Row[] = [
  {
    command: 'local start',
    withoutServer: true,
    showsKeys: 'with --json it says all that a client needs',
    success: {
      type: 'local start --detach --memory --port 0',
      says: /AWS on loopback at http:\/\/127\.0\.0\.1:\d+/,
      gives: { endpoint: onLoopback, accountId: expect.stringMatching(/^\d{12}$/), controlToken: expect.any(String) },
    },
    denial: startsForItself,
    wrongUse: { type: 'local start --memroy --port 0', says: 'unknown option --memroy (Did you mean --memory?)' },
    notFound: { type: 'local start --detach --memory --port 0 --seed none.json', says: 'file none.json does not exist' },
  },
  {
    command: 'local exec',
    withoutServer: true,
    withoutJson: 'standard output is that of the command it runs',
    success: {
      type: ['local', 'exec', '--', 'node', '-p', 'process.env.AWS_ENDPOINT_URL'],
      says: /^http:\/\/127\.0\.0\.1:\d+$/m,
    },
    denial: startsForItself,
    wrongUse: { type: 'local exec --sede none.json -- node -p 1', says: 'unknown option --sede (Did you mean --seed?)' },
    // the shell's own status for it
    notFound: { type: 'local exec -- no-such-command', status: 127, says: 'command no-such-command was not found' },
  },
  {
    command: 'local status',
    success: {
      type: 'local status',
      says: /AWS on loopback runs at http:\/\/127\.0\.0\.1:\d+: account \d{12}/,
      gives: { endpoint: onLoopback, auth: 'enforce' },
    },
    denial: readsItsState,
    wrongUse: { type: 'local status --dta .', says: 'unknown option --dta (Did you mean --data?)' },
    // where none is, none can be reached
    notFound: { type: 'local status --data nowhere', status: 5, says: 'run "sallyport local start"' },
  },
  {
    command: 'local env',
    showsKeys: 'they are what other tools need',
    success: {
      type: 'local env',
      says: 'AWS_ENDPOINT_URL',
      gives: { AWS_ENDPOINT_URL: onLoopback, AWS_SECRET_ACCESS_KEY: expect.any(String) },
    },
    denial: readsItsState,
    wrongUse: { type: 'local env --shel fish', says: 'unknown option --shel (Did you mean --shell?)' },
    // where none is, none can be reached
    notFound: { type: 'local env --data nowhere', status: 5, says: 'run "sallyport local start"' },
  },
  {
    command: 'local stop',
    withoutServer: true,
    prepare: (at) => sallyport(at, ['local', 'start', '--detach', '--memory', '--port', '0']),
    success: { type: 'local stop', says: 'has stopped', gives: { outcome: 'stopped', endpoint: onLoopback } },
    denial: readsItsState,
    wrongUse: { type: 'local stop --al', says: 'unknown option --al' },
    // what is to be stopped does not run: nothing is left to do
    notFound: { type: 'local stop --data nowhere', status: 0, says: 'does not run here: nothing to stop' },
  },
]
