import { expect, test } from 'vitest'
import { asTyped } from './as-typed.ts'

const npx = { npm_command: 'exec', npm_lifecycle_event: 'npx', npm_lifecycle_script: "'sallyport' 'put'" }

test('a command to type begins with npx where this one did', () => {
  const said: readonly [string, string][] = [
    ['run "sallyport list", or "sallyport --help"', 'run "npx sallyport list", or "npx sallyport --help"'],
    ['to take it back: sallyport rollback x', 'to take it back: npx sallyport rollback x'],
    [
      'next: git diff\n      sallyport put x\n      sallyport put y',
      'next: git diff\n      npx sallyport put x\n      npx sallyport put y',
    ],
    ['   → sallyport put x', '   → npx sallyport put x'],
    ['use it by eval "$(sallyport local env)"', 'use it by eval "$(npx sallyport local env)"'],
  ]
  for (const [message, typed] of said) {
    expect(asTyped(message, npx)).toBe(typed)
    expect(asTyped(message, { npm_command: 'exec' })).toBe(typed)
    expect(asTyped(message, { npm_lifecycle_event: 'npx' })).toBe(typed)
    expect(asTyped(message, {})).toBe(message)
  }
})

test('stays as it is in a script of package.json, and below another program that npx started', () => {
  const message = 'run "sallyport list"'
  expect(asTyped(message, { npm_command: 'run-script', npm_lifecycle_event: 'deploy', npm_lifecycle_script: 'sallyport put x' })).toBe(
    message,
  )
  expect(asTyped(message, { ...npx, npm_lifecycle_script: "'vitest' 'run'" })).toBe(message)
})

test('what only mentions sallyport stays as it is', () => {
  for (const message of ['sallyport itself failed', 'npm install sallyport, or else', 'run "npx sallyport list"', 'of sallyport alone'])
    expect(asTyped(message, npx)).toBe(message)
})
