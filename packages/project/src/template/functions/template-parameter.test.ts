import { expect, test } from 'vitest'
import { templateIn } from '../template.ts'

test.each([
  ['YAML', 'Parameters:\n  Size:\n    Type: String\n\n  # the stage\n  Stage:\n    Type: String\nResources: {}\n', ['Size 2', 'Stage 6']],
  ['CRLF', 'Parameters:\r\n    Environment:\r\n        Type: String\r\nResources: {}\r\n', ['Environment 2']],
  ['YAML in braces', 'Parameters: { Stage: { Type: String } }\nResources: {}\n', ['Stage 1']],
  ['JSON', '{ "Parameters": { "Env": { "Type": "String" } }, "Resources": {} }', ['Env 1']],
  ['nested names', 'Parameters:\n  Size:\n    Stage: x\nResources:\n  Stage:\n    Type: String\n', ['Size 2']],
  ['none', 'Resources:\n  Stage:\n    Type: AWS::ApiGateway::Stage\n', []],
])('gives the parameters of a template, with their lines: %s', (_name, text, expected) => {
  expect(templateIn('/t.yaml', text).parameters.map(({ name, line }) => `${name} ${line}`)).toEqual(expected)
})

test.each([
  ['a Ref', 'Key: !Ref Used', true],
  ['a Ref in full', 'Key: { Ref: Used }', true],
  ['a Sub', 'Key: !Sub "a-${Used}"', true],
  ['a Sub with values', 'Key: !Sub ["a-${Used}", { Other: x }]', true],
  ['a comment', 'Key: other # Used before', false],
  ['a text that has the word', 'Key: Used by others', false],
  ['a longer name', 'Key: !Ref UsedElsewhere', false],
])('tells whether a parameter is used: %s', (_name, property, isUsed) => {
  const text = `Parameters:\n  Used:\n    Type: String\n    Description: Used as a key\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      ${property}\n`
  expect(templateIn('/t.yaml', text).parameters).toEqual([{ name: 'Used', line: 2, isUsed, allowedValues: [] }])
})

test('tells which values a parameter may have', () => {
  const text = 'Parameters:\n  Stage:\n    Type: String\n    AllowedValues: [dev, prod]\nResources: {}\n'
  expect(templateIn('/t.yaml', text).parameters).toMatchObject([{ name: 'Stage', allowedValues: ['dev', 'prod'] }])
})
