import { entryOf } from '../../src/cache/entry.ts'
import { sourceOf } from '../../src/cache/source.ts'
import { declared, type Kind } from '../../src/declared.ts'
import type { SallyportEvent } from '../../src/events.ts'
import type { Family } from '../../src/family.ts'
import type { Handle } from '../../src/handle.ts'
import { createRuntime, type Runtime } from '../../src/runtime.ts'
import { badValue } from '../../src/secret-value/bad-value.ts'
import { check } from './judge.ts'
import type { Declaring } from './memory-model.ts'
import type { ScriptedAws } from './scripted-aws.ts'
import { declarations, type Story } from './steps.ts'
import type { World } from './world.ts'

type Source = ReturnType<typeof sourceOf<string>>

/** A declared secret as the story uses it: its lives as the model sees them, and its handle as the cache made it. */
export interface Declared {
  readonly declaring: Declaring
  readonly name: string
  handle(): Handle<string> & { readonly source: Source }
}

/** The cache itself, with the scripted AWS behind it and the world's clock. */
export function runtimeOn(aws: ScriptedAws, world: World, chances: Story['chances']): Runtime {
  let chance = 0
  const now = () => world.wall
  const random = () => chances[chance++ % chances.length] ?? 0
  const runtime: Runtime = {
    ...createRuntime({ now, random, env: {} }),
    emit(event: SallyportEvent) {
      if (event.type === 'stale-serve') world.staleServes += 1
      world.judged(() => check(!/current|misfit#/.test(JSON.stringify(event)), 'an event shows a value'))
    },
    entryAt({ name = '' }, _, isMember) {
      const memory = aws.memoryAt(name)
      const entry = runtime.entries.get(name) ?? entryOf(name, () => aws.ask(memory), runtime)
      entry.isNamed ||= !isMember
      runtime.entries.set(name, entry)
      return entry
    },
  }
  return runtime
}

export function handlesOf(runtime: Runtime, lives: Story['lives']): readonly Declared[] {
  return declarations.map(({ place, isSlowToParse }, index) => {
    const { ttlSeconds = 300, maxStaleSeconds = 3_600 } = lives[index] ?? {}
    const ttlMs = ttlSeconds === 'forever' ? Number.POSITIVE_INFINITY : ttlSeconds * 1_000
    const kind: Kind<string, { source: Source }> = {
      kind: 'text',
      parse: isSlowToParse ? async (stored, secret) => parsed(await stored, secret) : parsed,
      abilities: (...of) => ({ source: sourceOf(...of) }),
    }
    const made = declared<string, { source: Source }>(place, kind, { ttlSeconds, maxStaleSeconds }, () => runtime)
    const isFamily = place.includes('{id}')
    return {
      declaring: { ttlMs, usableMs: Math.max(ttlMs, maxStaleSeconds * 1_000), isSlowToParse, seen: new Set() },
      name: place.replace('{id}', 'member'),
      // A member's handle is made anew for each call, as an invocation does; every handle has `for`, which the types leave to families.
      handle: () => (isFamily ? (made as unknown as Family<typeof made>).for('member') : made),
    }
  })
}

function parsed(stored: unknown, secret: string): string {
  if (String(stored).startsWith('misfit')) throw badValue(secret, 'does not fit')
  return String(stored)
}
