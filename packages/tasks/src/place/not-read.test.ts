import { expect, test } from 'vitest'
import { notReadLines } from './not-read.ts'

test('five of what is not read are told, and the command that tells the rest where it is typed', () => {
  const notRead = Array.from({ length: 7 }, (_, line) => ({ file: '/shop/template.yaml', line, reason: 'is a nested stack' }))
  const project = { cwd: '/shop', notRead }
  expect(notReadLines(project, { target: 'aws' }).at(-1)).toBe('and 2 more that is not read: run "sallyport doctor"')
  expect(notReadLines(project, { target: 'local' })).toHaveLength(6)
  expect(notReadLines(project, { target: 'local' }).at(-1)).toBe('and 2 more that is not read: run "sallyport doctor --local"')
})
