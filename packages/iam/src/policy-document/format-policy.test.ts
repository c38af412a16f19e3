import { expect, test } from 'vitest'
import { formatPolicy } from './format-policy.ts'
import { parsePolicy } from './parse-policy.ts'

const trust = parsePolicy(
  {
    Statement: {
      Condition: {
        StringEquals: { 'sts:ExternalId': ['b', 'a'], 'aws:SourceAccount': '111122223333' },
        Bool: { 'aws:SecureTransport': true },
      },
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com', AWS: ['111122223333', '444455556666'] },
      Effect: 'Allow',
      Sid: 'Take',
    },
    Version: '2012-10-17',
  },
  { kind: 'trust' },
)

test('writes elements in the order of AWS, keys sorted, and a list of one as a string', () => {
  expect(formatPolicy(trust)).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Take",
      "Effect": "Allow",
      "Principal": {
        "AWS": [
          "111122223333",
          "444455556666"
        ],
        "Service": "lambda.amazonaws.com"
      },
      "Action": "sts:AssumeRole",
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        },
        "StringEquals": {
          "aws:SourceAccount": "111122223333",
          "sts:ExternalId": [
            "b",
            "a"
          ]
        }
      }
    }
  ]
}`)
})

test('writes what reads back as the same document', () => {
  const identity = parsePolicy({ Id: 'x', Statement: [{ Effect: 'Deny', NotAction: ['a:*', 'b:*'], NotResource: '*' }] })
  expect(parsePolicy(formatPolicy(identity))).toEqual(identity)
  expect(parsePolicy(formatPolicy(trust), { kind: 'trust' })).toEqual(trust)
})
