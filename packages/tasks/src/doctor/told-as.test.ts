import { expect, test } from 'vitest'
import { toldAs } from './told-as.ts'

test('divides a message into what happened and what to do', () => {
  expect(toldAs('secret x does not exist: run "sallyport put x"')).toEqual({
    text: 'secret x does not exist',
    cure: 'run "sallyport put x"',
  })
  expect(toldAs('AWS does not answer (Error: connect: refused): look at `target: local`')).toEqual({
    text: 'AWS does not answer (Error: connect: refused)',
    cure: 'look at `target: local`',
  })
  expect(toldAs('nothing')).toEqual({ text: 'nothing' })
})
