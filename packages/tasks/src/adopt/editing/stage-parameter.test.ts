import { expect, test } from 'vitest'
import { stageParameterIn } from './stage-parameter.ts'

test.each([
  ['a template in YAML', 'Parameters:\n  Size:\n    Type: String\n\n  # the stage\n  Stage:\n    Type: String\nResources: {}\n', 'Stage'],
  ['four blanks and CRLF', 'Parameters:\r\n    Environment:\r\n        Type: String\r\n', 'Environment'],
  ['a template in JSON', '{ "Parameters": { "Env": { "Type": "String" } } }', 'Env'],
  ['a resource of the name', 'Parameters:\n  Size:\n    Stage: x\nResources:\n  Stage:\n    Type: String\n', undefined],
  ['no parameters', 'Resources:\n  Stage:\n    Type: AWS::ApiGateway::Stage\n', undefined],
  ['no parameters in JSON', '{ "Resources": {} }', undefined],
])('finds the parameter that is the stage: %s', (_name, text, expected) => {
  expect(stageParameterIn(text)).toBe(expected)
})
