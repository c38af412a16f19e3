import { expect, onTestFinished, test } from 'vitest'
import { onEvent } from './configure.ts'
import type { SallyportEvent } from './events.ts'
import { text } from './kinds/text.ts'
import { onceASecond } from './once-a-second.ts'
import { fakeSecrets } from './testing/fake-secrets.ts'

/** A listener with a clock that is moved by hand. */
function listening() {
  let now = 1_000_000
  const heard: SallyportEvent[] = []
  const tell = onceASecond(
    (event) => heard.push(event),
    () => now,
  )
  const advance = (ms: number) => {
    now += ms
  }
  return { heard, tell, advance }
}

test('a kind of event of a secret is told once a second, and then how many there were', () => {
  const { heard, tell, advance } = listening()
  for (let i = 0; i < 30; i += 1) {
    tell({ type: 'stale-serve', secret: 'stripe', reason: 'SLOW' })
    advance(100)
  }
  expect(heard.map(({ count = 1 }) => count)).toEqual([1, 10, 10])
})

test('no kind of event and no secret hides another', () => {
  const { heard, tell } = listening()
  tell({ type: 'miss', secret: 'stripe' })
  tell({ type: 'miss', secret: 'crm' })
  tell({ type: 'refresh', secret: 'stripe' })
  tell({ type: 'refresh', secret: 'stripe' })
  expect(heard.map(({ type, secret }) => `${type} ${secret}`)).toEqual(['miss stripe', 'miss crm', 'refresh stripe'])
})

test('an event that comes alone has no count', () => {
  const { heard, tell, advance } = listening()
  tell({ type: 'miss', secret: 'stripe' })
  advance(1_000)
  tell({ type: 'miss', secret: 'stripe' })
  expect(heard).toEqual([
    { type: 'miss', secret: 'stripe' },
    { type: 'miss', secret: 'stripe' },
  ])
})

test('a clock that is set back silences nothing', () => {
  const { heard, tell, advance } = listening()
  tell({ type: 'miss', secret: 'stripe' })
  advance(-3_600_000)
  tell({ type: 'miss', secret: 'stripe' })
  expect(heard).toHaveLength(2)
})

test('what is remembered of a family without end has an end', () => {
  const { heard, tell } = listening()
  for (let id = 0; id < 3_000; id += 1) tell({ type: 'miss', secret: `customers/${id}` })
  expect(heard).toHaveLength(3_000)
  tell({ type: 'miss', secret: 'customers/2999' })
  expect(heard).toHaveLength(3_000)
  tell({ type: 'miss', secret: 'customers/0' })
  expect(heard).toHaveLength(3_001)
})

test('a listener of onEvent hears a flood of refreshes once, and each listener for itself', async () => {
  const stripe = text('stripe', { ttlSeconds: 0 })
  const secrets = fakeSecrets().set(stripe, 'key-1')
  onTestFinished(() => secrets.restore())
  const heard: SallyportEvent[] = []
  onTestFinished(onEvent((event) => heard.push(event)))
  for (let i = 0; i < 5; i += 1) await stripe.refresh()
  const later: SallyportEvent[] = []
  onTestFinished(onEvent((event) => later.push(event)))
  await stripe.refresh()
  expect(heard.map(({ type }) => type)).toEqual(['miss', 'refresh'])
  expect(later.map(({ type }) => type)).toEqual(['refresh'])
})
