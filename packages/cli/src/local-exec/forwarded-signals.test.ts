import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { forwardSignals } from './forwarded-signals.ts'

function forwarding({ ofGroup = [] }: { ofGroup?: readonly string[] } = {}) {
  const source = new EventEmitter()
  const received: string[] = []
  const isOfGroup = (signal: string, answer: (isOfGroup: boolean) => void) => answer(ofGroup.includes(signal))
  const signals = forwardSignals(source, { isOfGroup, end: () => received.push('witness ended') })
  const begin = () => signals.to((signal) => received.push(signal))
  return { signals, received, begin, send: (signal: string) => source.emit(signal, signal), source }
}

test('what the whole group was sent is not passed on, since it reaches the command by itself', () => {
  const { begin, send, received } = forwarding({ ofGroup: ['SIGINT', 'SIGHUP'] })
  begin()
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP']) send(signal)
  expect(received).toEqual(['SIGQUIT', 'SIGTERM'])
})

test('every signal that was sent to this process alone is passed on', () => {
  const { begin, send, received } = forwarding()
  begin()
  const sent = ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM']
  for (const signal of sent) send(signal)
  expect(received).toEqual(sent)
})

test('one that comes before the command is kept, the first of them', () => {
  const { signals, begin, send, received } = forwarding()
  expect(signals.early).toBeUndefined()
  send('SIGINT')
  send('SIGTERM')
  begin()
  expect([signals.early, received]).toEqual(['SIGINT', []])
})

test('nothing is caught any more when it is over, and no witness kept', () => {
  const { signals, source, received } = forwarding()
  signals.end()
  expect([source.eventNames(), received]).toEqual([[], ['witness ended']])
})
