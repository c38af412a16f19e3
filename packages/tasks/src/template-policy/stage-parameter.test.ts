import { templateIn } from '@sallyport/project'
import { expect, test } from 'vitest'
import { stageParameterIn } from './stage-parameter.ts'

test.each([
  ['a template in YAML', 'Parameters:\n  Size:\n    Type: String\n\n  # the stage\n  Stage:\n    Type: String\nResources: {}\n', 'Stage'],
  ['four blanks and CRLF', 'Parameters:\r\n    Environment:\r\n        Type: String\r\nResources: {}\r\n', 'Environment'],
  ['parameters in braces', 'Parameters: { Env: { Type: String } }\nResources: {}\n', 'Env'],
  ['a template in JSON', '{ "Parameters": { "Env": { "Type": "String" } }, "Resources": {} }', 'Env'],
  ['a resource of the name', 'Parameters:\n  Size:\n    Stage: x\nResources:\n  Stage:\n    Type: String\n', undefined],
  ['no parameters', 'Resources:\n  Stage:\n    Type: AWS::ApiGateway::Stage\n', undefined],
])('finds the parameter that is the stage: %s', (_name, text, expected) => {
  expect(stageParameterIn(templateIn('/template.yaml', text))).toBe(expected)
})
