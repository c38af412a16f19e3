import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movedStage } from './move-stage.ts'
import type { VersionRecord } from './secret-record.ts'

const version = (id: string, ...stages: string[]): VersionRecord => ({ id, stages, createdAt: 0, form: 'string' })
const stagesOf = (versions: readonly VersionRecord[]) => Object.fromEntries(versions.map(({ id, stages }) => [id, stages]))

test('the version that AWSCURRENT leaves is the previous one, also when it goes back to the one before', () => {
  const before = [version('1', 'AWSPREVIOUS'), version('2', 'AWSCURRENT', 'green'), version('3')]
  expect(stagesOf(movedStage(before, { stage: 'AWSCURRENT', from: '2', to: '1' }))).toEqual({
    1: ['AWSCURRENT'],
    2: ['green', 'AWSPREVIOUS'],
    3: [],
  })
})

test('AWSPREVIOUS moves alone, and AWSCURRENT to where it is moves nothing', () => {
  const before = [version('1', 'AWSPREVIOUS'), version('2', 'AWSCURRENT'), version('3')]
  expect(stagesOf(movedStage(before, { stage: 'AWSPREVIOUS', from: '1', to: '3' }))).toEqual({
    1: [],
    2: ['AWSCURRENT'],
    3: ['AWSPREVIOUS'],
  })
  for (const from of ['2', undefined]) {
    expect(stagesOf(movedStage(before, { stage: 'AWSCURRENT', from, to: '2' }))).toEqual(stagesOf(before))
  }
})

test('whatever is moved, or refused, a stage is at one version, and one version is current', () => {
  const id = fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined })
  const move = fc.record({ stage: fc.constantFrom('AWSCURRENT', 'AWSPREVIOUS', 'AWSPENDING', 'blue'), from: id, to: id })
  let accepted = 0
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      let versions: readonly VersionRecord[] = [version('1'), version('2', 'AWSPREVIOUS'), version('3', 'AWSCURRENT')]
      for (const each of moves) {
        try {
          versions = movedStage(versions, each)
          accepted++
        } catch (error) {
          expect(error).toMatchObject({ code: 'InvalidParameterException' })
        }
        const all = versions.flatMap(({ stages }) => stages)
        expect(new Set(all).size).toBe(all.length)
        expect(all).toContain('AWSCURRENT')
      }
    }),
  )
  expect(accepted).toBeGreaterThan(0)
})
