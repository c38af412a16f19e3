import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLabel, labelsOf, type ParameterLabels, withLabels } from './parameter-labels.ts'

test.each(['live', 'Live', '_', '.a', '-1', 'a'.repeat(100), 'my-aws', 'xssm'])('%s is a label', (label) => {
  expect(isLabel(label)).toBe(true)
})

test.each(['', '1live', 'aws', 'AWSlive', 'ssm.live', 'SsM', 'a b', 'a:b', 'a/b', 'é'])('%j is no label', (label) => {
  expect(isLabel(label)).toBe(false)
})

test('however labels are attached, each is at one version, the last it was attached to', () => {
  const attaching = fc.record({ version: fc.integer({ min: 1, max: 5 }), labels: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd')) })
  fc.assert(
    fc.property(fc.array(attaching), (calls) => {
      const expected = new Map<string, number>()
      let labels: ParameterLabels | undefined
      for (const call of calls) {
        labels = withLabels(labels, call.version, call.labels)
        for (const label of call.labels) expected.set(label, call.version)
      }
      expect(new Map(labels)).toEqual(expected)
      expect(labels?.length ?? 0).toBe(expected.size)
      for (const version of [1, 2, 3, 4, 5]) for (const label of labelsOf(labels, version)) expect(expected.get(label)).toBe(version)
    }),
  )
})
