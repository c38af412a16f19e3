import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { forwardSignals } from './forwarded-signals.ts'

function forwarding({ isInForeground }: { isInForeground: boolean }) {
  const source = new EventEmitter()
  const signals = forwardSignals(source, () => isInForeground)
  const received: string[] = []
  const begin = () => signals.to((signal) => received.push(signal))
  return { signals, received, begin, send: (signal: string) => source.emit(signal, signal), source }
}

test('a Ctrl-C of the terminal is not passed on, since it reaches the command by itself', () => {
  const { begin, send, received } = forwarding({ isInForeground: true })
  begin()
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP']) send(signal)
  expect(received).toEqual(['SIGTERM', 'SIGHUP'])
})

test('without a terminal every signal is passed on', () => {
  const { begin, send, received } = forwarding({ isInForeground: false })
  begin()
  const sent = ['SIGINT', 'SIGINT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGALRM']
  for (const signal of sent) send(signal)
  expect(received).toEqual(sent)
})

test('one that comes before the command is kept, the first of them', () => {
  const { signals, begin, send, received } = forwarding({ isInForeground: true })
  expect(signals.early).toBeUndefined()
  send('SIGINT')
  send('SIGTERM')
  begin()
  expect([signals.early, received]).toEqual(['SIGINT', []])
})

test('nothing is caught any more when it is over', () => {
  const { signals, source } = forwarding({ isInForeground: false })
  signals.end()
  expect(source.eventNames()).toEqual([])
})
