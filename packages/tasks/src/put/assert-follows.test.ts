import { expect, test } from 'vitest'
import { replacedBy } from './assert-follows.ts'

const version = (id: string, ...stages: string[]) => ({ id, stages, storedAt: undefined, storedBy: undefined })

test('the version that ours replaced is the one before it, whatever was stored after', () => {
  const versions = [version('theirs', 'AWSCURRENT'), version('ours', 'AWSPREVIOUS'), version('base'), version('older')]
  expect(replacedBy('ours', versions)?.id).toBe('base')
  expect(replacedBy('older', versions)).toBeUndefined()
})

test('one that waits for its rotation was never current', () => {
  const versions = [version('ours', 'AWSCURRENT'), version('pending', 'AWSPENDING'), version('base', 'AWSPREVIOUS')]
  expect(replacedBy('ours', versions)?.id).toBe('base')
})
