import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { VersionRecord } from './secret-record.ts'
import { withVersion } from './secret-versions.ts'

const version = (id: string, ...stages: string[]): VersionRecord => ({ id, stages, createdAt: 0, form: 'string' })
const stagesOf = (versions: readonly VersionRecord[]) => Object.fromEntries(versions.map(({ id, stages }) => [id, stages]))

test('AWSCURRENT moves to the new version and leaves AWSPREVIOUS where it was', () => {
  const { versions } = withVersion([version('1', 'AWSPREVIOUS', 'blue'), version('2', 'AWSCURRENT', 'green')], version('3', 'AWSCURRENT'))
  expect(stagesOf(versions)).toEqual({ 1: ['blue'], 2: ['green', 'AWSPREVIOUS'], 3: ['AWSCURRENT'] })
})

test('other stages move alone', () => {
  const { versions } = withVersion([version('1', 'AWSCURRENT'), version('2', 'AWSPENDING')], version('3', 'AWSPENDING'))
  expect(stagesOf(versions)).toEqual({ 1: ['AWSCURRENT'], 2: [], 3: ['AWSPENDING'] })
})

test('about a hundred versions are kept: the oldest without a stage go, never one with a stage', () => {
  let versions: readonly VersionRecord[] = [version('first', 'AWSCURRENT', 'kept')]
  const dropped: string[] = []
  for (let index = 0; index < 150; index++) {
    const next = withVersion(versions, version(`v${index}`, 'AWSCURRENT'))
    versions = next.versions
    dropped.push(...next.dropped.map(({ id }) => id))
  }
  expect(versions).toHaveLength(100)
  expect(dropped.slice(0, 3)).toEqual(['v0', 'v1', 'v2'])
  expect(versions[0]).toEqual(version('first', 'kept'))
})

test('however values are put, a stage is at one version, and one version is current', () => {
  const stages = fc.uniqueArray(fc.constantFrom('AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING', 'blue', 'green'), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(stages, { maxLength: 30 }), (puts) => {
      let versions: readonly VersionRecord[] = [version('first', 'AWSCURRENT')]
      for (const [index, put] of puts.entries()) versions = withVersion(versions, version(`v${index}`, ...put)).versions
      const all = versions.flatMap((each) => each.stages)
      expect(new Set(all).size).toBe(all.length)
      expect(all).toContain('AWSCURRENT')
    }),
  )
})
