import { safeParse } from 'valibot'
import { expect, test } from 'vitest'
import { wholeNumber } from './whole-number.ts'

test('takes the whole numbers of its range, and their digits', () => {
  for (const given of [7, 30, '7', '030'])
    expect(safeParse(wholeNumber(7, 30), given)).toMatchObject({ success: true, output: Number(given) })
  for (const given of [6, 31, 7.5, Number.NaN, '6', '7.0', '', ' 8', '0x9', '1e1', '9'.repeat(20), true, null])
    expect(safeParse(wholeNumber(7, 30), given).success, String(given)).toBe(false)
})
