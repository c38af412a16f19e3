// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are what Fn::Sub takes
import { templateIn } from '@sallyport/project'
import { expect, test } from 'vitest'
import { foundVariables } from './found-variable.ts'

/** What is found of a variable, as `because: where it comes from, or what to do`. */
function foundIn(name: string, value: string): string | undefined {
  const template = templateIn(
    '/shop/template.yaml',
    `Transform: AWS::Serverless-2016-10-31
Parameters:
  Hidden: { Type: String, NoEcho: true, Default: "" }
  Filled: { Type: String, NoEcho: "true", Default: changeme }
  Typed: { Type: String, NoEcho: Yes }
  Listed: { Type: CommaDelimitedList, NoEcho: "on" }
  Host: { Type: String, Default: "" }
Conditions:
  HasHidden: !Not [!Equals [!Ref Hidden, ""]]
Resources:
  Charge:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.handler, Runtime: nodejs24.x, Environment: { Variables: { ${name}: ${value} } } }
`,
  )
  const [found] = template.functions.flatMap((each) => foundVariables({ ...each, template }))
  if (found === undefined) return undefined
  const { because, origin, byHand } = found
  return `${because}: ${origin === undefined ? byHand : origin.kind === 'input' ? `parameter ${origin.parameter}` : origin.kind}`
}

const hidden = 'it holds the parameter Hidden, which is hidden (NoEcho)'
const together = 'put all of it into a secret, and read that'

test.each([
  [
    'a URL with a hidden parameter in it',
    'DATABASE_URL',
    '!Sub "postgres://shop:${Hidden}@db"',
    `${hidden}: it is put together from parameter Hidden of the template: ${together}`,
  ],
  [
    'a text with a hidden parameter in it',
    'SETTINGS',
    '!Join ["", ["key=", !Ref Hidden, ";host=", !Ref Host]]',
    `${hidden}: it is put together from parameters Hidden, Host of the template: ${together}`,
  ],
  [
    'a text that is known only when it is deployed, with a hidden parameter in it',
    'SETTINGS',
    '!Sub "${AWS::Region} ${Hidden}"',
    `${hidden}: its value is not known before it is deployed (it holds AWS::Region): put it into a secret where it is made, and read that`,
  ],
  ['a hidden parameter', 'SETTINGS', '!Ref Hidden', 'the parameter Hidden is hidden (NoEcho): parameter Hidden'],
  ['a hidden parameter by Fn::Sub', 'SETTINGS', '!Sub "${Filled}"', 'the parameter Filled is hidden (NoEcho): parameter Filled'],
  [
    'a parameter that is hidden in the words of YAML 1.1',
    'SETTINGS',
    '!Ref Typed',
    'the parameter Typed is hidden (NoEcho): parameter Typed',
  ],
  ['the only item of a list', 'SETTINGS', '!Select [0, [!Ref Typed]]', 'the parameter Typed is hidden (NoEcho): parameter Typed'],
  ...[
    ['an item of a hidden list', '!Select [0, !Ref Listed]', 'Listed', 'it selects from a list that is not known before deployment'],
    ['a part of a hidden parameter', '!Select [1, !Split [":", !Ref Typed]]', 'Typed', 'it selects item 1 of a list of 1'],
    ['an item whose number is not known', '!Select [!Ref Typed, [!Ref Typed]]', 'Typed', 'it has a Select without a number and a list'],
    ['what is not computed', '!Base64 {Ref: Typed}', 'Typed', 'it calls Fn::Base64, which is not computed before deployment'],
    ['a text with one in it', '!Sub "${AWS::Region} ${Typed}"', 'Typed', 'it holds AWS::Region'],
  ].map(([name = '', value = '', parameter, reason]): [string, string, string, string] => [
    name,
    'SETTINGS',
    value,
    `it holds the parameter ${parameter}, which is hidden (NoEcho): its value is not known before it is deployed (${reason}): put it into a secret where it is made, and read that`,
  ]),
  ['a parameter that is not hidden', 'SETTINGS', '!Ref Host', undefined],
  ['a text with a parameter that is not hidden in it', 'SETTINGS', '!Sub "key=${Host}"', undefined],
  ['a setting that is chosen by whether a hidden parameter is given', 'AUTH', '!If [HasHidden, basic, none]', undefined],
])('of %s it says what it holds', (_name, variable, value, expected) => {
  expect(foundIn(variable, value)).toBe(expected)
})
