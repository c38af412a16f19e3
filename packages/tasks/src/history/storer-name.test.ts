import { expect, test } from 'vitest'
import { storerName } from './storer-name.ts'

test.each([
  ['arn:aws:iam::111122223333:user/ann', 'ann'],
  ['arn:aws:iam::111122223333:user/team/ann', 'ann'],
  ['arn:aws:sts::111122223333:assumed-role/ci-role/run-7', 'ci-role/run-7'],
  ['arn:aws-cn:iam::111122223333:role/team/ci-role', 'ci-role'],
  ['arn:aws:iam::111122223333:root', 'root'],
  ['AWS', 'AWS'],
])('%s is told as %s', (arn, name) => {
  expect(storerName(arn)).toBe(name)
})
