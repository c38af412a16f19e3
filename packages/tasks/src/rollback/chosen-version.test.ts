import { expect, test } from 'vitest'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { StoredVersion } from '../stored/versions.ts'
import { chosenVersion } from './chosen-version.ts'

const place: RequestedPlace = {
  service: 'secretsmanager',
  id: 'x',
  name: 'x',
  called: 'secret x',
  stage: undefined,
  declared: [],
  byExport: undefined,
}
const aws = { target: 'aws' } as const
const version = (id: string, ...stages: string[]): StoredVersion => ({ id, stages, storedAt: undefined, storedBy: undefined })

test('is the one before the current: AWSPREVIOUS, or the next smaller number', () => {
  const current = version('cccccccc-3', 'AWSCURRENT')
  const secret = [current, version('bbbbbbbb-2'), version('aaaaaaaa-1', 'AWSPREVIOUS')]
  expect(chosenVersion(place, secret, current, undefined, aws).id).toBe('aaaaaaaa-1')
  const newest = version('12')
  expect(chosenVersion(place, [newest, version('11'), version('2')], newest, undefined, aws).id).toBe('11')
})

test('is the one that was asked for, by id, its beginning, or a label', () => {
  const current = version('aaaaaaaa-3', 'AWSCURRENT')
  const all = [current, version('bbbbbbbb-2', 'good'), version('bbbbbbbb-1')]
  expect(chosenVersion(place, all, current, 'bbbbbbbb-1', aws).id).toBe('bbbbbbbb-1')
  expect(chosenVersion(place, all, current, 'bbbbbbbb-2'.slice(0, 10), aws).id).toBe('bbbbbbbb-2')
  expect(chosenVersion(place, all, current, 'good', aws).id).toBe('bbbbbbbb-2')
})

test('is none where the beginning is too short, fits two, or fits the current', () => {
  const current = version('aaaaaaaa-3', 'AWSCURRENT')
  const all = [current, version('bbbbbbbb-2'), version('bbbbbbbb-1'), version('dddddddd-0')]
  for (const asked of ['ddddddd', 'bbbbbbbb', 'none'])
    expect(() => chosenVersion(place, all, current, asked, aws)).toThrow(`does not have one version ${asked}`)
  expect(() => chosenVersion(place, all, current, 'aaaaaaaa', aws)).toThrow('is the current one')
  expect(() => chosenVersion(place, [current], current, undefined, aws)).toThrow('does not have an earlier version')
})

test('says what to type to see the versions, of a parameter and on loopback', () => {
  const current = version('2')
  const parameter = { ...place, service: 'ssm', id: 'key', name: 'key', called: 'parameter key' } as const
  expect(() => chosenVersion(parameter, [current], current, 'none', { target: 'local' })).toThrow(
    'run "sallyport history key --parameter --local" and give `to` one that stands there',
  )
})
