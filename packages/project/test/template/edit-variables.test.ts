import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProjectError } from '../../src/project-error.ts'
import { editedTemplate, type TemplateChange } from '../../src/template/editing/edited-template.ts'
import { templateIn } from '../../src/template/template.ts'

const template = { file: '/shop/template.yaml', cdkApp: undefined }
const edit = (text: string, ...changes: TemplateChange[]) => editedTemplate(template, changes, text)
const remove = (variable: string): TemplateChange => ({ kind: 'removeVariable', function: 'Checkout', variable })
const set = (variable: string, value: string | { Ref: string }): TemplateChange => ({
  kind: 'setVariable',
  function: 'Checkout',
  variable,
  value,
})

const start = `# the shop
Resources:
  Checkout:
    Type: AWS::Serverless::Function
    Properties:
      Handler: "app.handler" # quoted, why not
`
const end = `      Runtime: nodejs24.x

Outputs:   {  Url:   { Value: !Ref Checkout } }   # untouched
`
const environment = (lines: string) => `${start}      Environment:\n        Variables:\n${lines}${end}`

describe('a variable is taken out', () => {
  test.each<[string, string, string]>([
    [
      'from between others',
      environment('          A: a\n          X: x # gone too\n          B: b\n'),
      environment('          A: a\n          B: b\n'),
    ],
    [
      'and comments above it stay',
      environment('          # first\n          X: x\n          # second\n          B: b\n'),
      environment('          # first\n          # second\n          B: b\n'),
    ],
    [
      'with all its lines',
      environment('          X: |\n            one\n\n            two\n          B: b\n'),
      environment('          B: b\n'),
    ],
    [
      'with a text in quotes over lines',
      environment('          B: b\n          X: "one\n            two"\n'),
      environment('          B: b\n'),
    ],
    [
      'with its intrinsic function',
      environment('          X: !If\n            - C\n            - a\n            - !Sub "b"\n          B: b\n'),
      environment('          B: b\n'),
    ],
    [
      'from between braces',
      `${start}      Environment: { Variables: { A: a, X: x, B: b } }\n${end}`,
      `${start}      Environment: { Variables: { A: a, B: b } }\n${end}`,
    ],
    [
      'from the end of braces',
      `${start}      Environment: { Variables: { A: a, X: !Ref Y } }\n${end}`,
      `${start}      Environment: { Variables: { A: a } }\n${end}`,
    ],
    ['with an empty environment', environment('          X: x\n'), start + end],
    [
      'but not with a comment in it',
      environment('          # keep me\n          X: x\n'),
      environment('          # keep me\n          {}\n'),
    ],
    [
      'but not with a setting beside it',
      `${start}      Environment:\n        Other: 1\n        Variables:\n          X: x\n${end}`,
      `${start}      Environment:\n        Other: 1\n${end}`,
    ],
    ['from an anchor that nobody uses', environment('          X: &x x\n          B: b\n'), environment('          B: b\n')],
  ])('%s', (_, before, after) => {
    expect(edit(before, remove('X')).after).toBe(after)
    const inWindows = edit(before.replaceAll('\n', '\r\n'), remove('X')).after
    expect(inWindows).toBe(after.replaceAll('\n', '\r\n'))
    expect(edit(`\ufeff${before}`, remove('X')).after).toBe(`\ufeff${after}`)
  })

  test('from JSON, whatever its layout', () => {
    const variables = { A: 'a', X: 'x', B: 'b' }
    const written = (each: object) => ({
      Resources: { Checkout: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'a.b', Environment: { Variables: each } } } },
    })
    for (const unit of [2, 4, '\t', undefined])
      for (const variable of ['A', 'X', 'B'] as const) {
        const { [variable]: _, ...left } = variables
        expect(edit(JSON.stringify(written(variables), undefined, unit), remove(variable)).after).toBe(
          JSON.stringify(written(left), undefined, unit),
        )
      }
  })

  test('and nothing happens where there is none', () => {
    const text = environment('          A: a\n')
    expect(edit(text, remove('X'))).toMatchObject({ after: text, difference: '' })
  })
})

describe('a variable is set', () => {
  test.each<[string, string, TemplateChange, string]>([
    [
      'to another text',
      environment('          X: x # why\n          B: b\n'),
      set('X', 'prod/y'),
      environment('          X: prod/y # why\n          B: b\n'),
    ],
    [
      'to a text that YAML would read otherwise',
      environment('          X: x\n'),
      set('X', 'yes: 1'),
      environment('          X: "yes: 1"\n'),
    ],
    [
      'to the reference of a secret',
      environment('          X: |\n            a\n            b\n          B: b\n'),
      set('X', { Ref: 'Stripe' }),
      environment('          X: !Ref Stripe\n          B: b\n'),
    ],
    ['in place of an intrinsic function', environment('          X: !Sub "a${B}"\n'), set('X', 'new'), environment('          X: new\n')],
    [
      'in place of nothing',
      environment('          X:\n          B: b\n'),
      set('X', 'new'),
      environment('          X: new\n          B: b\n'),
    ],
    [
      'behind the others',
      environment('          B: b # last\n'),
      set('X', 'new'),
      environment('          B: b # last\n          X: new\n'),
    ],
    [
      'in an environment of its own',
      start + end,
      set('X', 'new'),
      `${start + end.split('\n')[0]}\n      Environment:\n        Variables:\n          X: new\n${end.slice(end.indexOf('\n') + 1)}`,
    ],
    [
      'between braces',
      `${start}      Environment: { Variables: { A: a } }\n${end}`,
      set('X', { Ref: 'Y' }),
      `${start}      Environment: { Variables: { A: a, "X": {"Ref":"Y"} } }\n${end}`,
    ],
    [
      'in empty braces',
      `${start}      Environment: { Variables: {} }\n${end}`,
      set('X', 'new'),
      `${start}      Environment: { Variables: { "X": "new" } }\n${end}`,
    ],
  ])('%s', (_, before, change, after) => {
    expect(edit(before, change).after).toBe(after)
    expect(edit(after, change).after).toBe(after)
    expect(edit(before.replaceAll('\n', '\r\n'), change).after).toBe(after.replaceAll('\n', '\r\n'))
  })

  test('at the end of a file without a last line end', () => {
    const text =
      'Resources:\n  Checkout:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n        Variables:\n          A: a'
    expect(edit(text, set('X', 'new')).after).toBe(`${text}\n          X: new`)
  })

  test('in JSON, in its layout', () => {
    const written = (each: object) => ({
      Resources: { Checkout: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'a.b', Environment: { Variables: each } } } },
    })
    for (const unit of [2, '\t', undefined]) {
      const text = JSON.stringify(written({ A: 'a' }), undefined, unit)
      expect(edit(text, set('X', 'y "z"'), set('A', { Ref: 'B' })).after.replaceAll(/\{"Ref":"B"\}/g, '"b"')).toBe(
        JSON.stringify(written({ A: 'b', X: 'y "z"' }), undefined, unit),
      )
    }
  })
})

describe('a change that would reach further is refused, with its line', () => {
  const shared = `${start}      Environment:\n        Variables: &vars\n          X: x\n${end}`
  test.each<[string, string, TemplateChange, number, string]>([
    ['an anchor that another place uses', `${shared}Other: *vars\n`, remove('X'), 8, 'Variables has an anchor that is used elsewhere'],
    ['an alias', `Vars: &vars { X: x }\n${start}      Environment: { Variables: *vars }\n`, remove('X'), 8, 'Variables is an alias'],
    [
      'a value that another place uses',
      `${environment('          X: &x secret\n          Y: *x\n')}`,
      remove('X'),
      9,
      'X has an anchor that is used elsewhere',
    ],
    [
      'a merge key',
      `Vars: &vars { X: x }\n${environment('          <<: *vars\n          B: b\n')}`,
      remove('X'),
      10,
      'X comes from a merge key',
    ],
    [
      'a variable of all functions',
      `Globals:\n  Function:\n    Environment:\n      Variables:\n        X: x\n${start}`,
      remove('X'),
      5,
      'X is set in Globals, for all functions',
    ],
    [
      'variables that a condition chooses',
      `${start}      Environment: !If [C, { Variables: { X: x } }, { Variables: {} }]\n`,
      remove('X'),
      7,
      'Environment is Fn::If',
    ],
    ['a function that is not there', 'Resources: {}\n', set('X', 'new'), 1, 'there is no resource Checkout'],
  ])('%s', (_, text, change, line, message) => {
    const refused = caught(() => edit(text, change))
    expect(refused).toBeInstanceOf(ProjectError)
    expect(refused).toMatchObject({
      code: 'TEMPLATE_NOT_EDITABLE',
      line,
      message: expect.stringContaining(`:${line} may not be edited: ${message}`),
    })
  })

  test('what CDK wrote', () => {
    expect(() => editedTemplate({ file: '/shop/cdk.out/Shop.template.json', cdkApp: '/shop' }, [remove('X')])).toThrow(
      '"cdk synth" writes it: edit the CDK app',
    )
  })
})

test('a variable of all functions is taken out of Globals when that is asked for', () => {
  const globals = (variables: string) => `Globals:\n  Function:\n    Timeout: 3\n${variables}${start}`
  const { after } = edit(globals('    Environment:\n      Variables:\n        X: x\n'), { kind: 'removeGlobalVariable', variable: 'X' })
  expect(after).toBe(globals(''))
})

test('the difference shows what changes, and no value', () => {
  const text = environment(
    '          LOG: info\n          X: sk_live_1\n          Y: sk_live_2\n          Z: |\n            -----BEGIN\n            KEY\n',
  )
  const { difference } = edit(text, remove('X'), set('STRIPE_SECRET', 'prod/stripe'))
  expect(difference).toContain('--- a/template.yaml')
  expect(difference).toContain('-          X: [hidden]\n')
  expect(difference).toContain('+          STRIPE_SECRET: prod/stripe\n')
  expect(difference).not.toMatch(/sk_live|KEY|info/)
})

test.each(['true', 'yes', 'On', '"True"'])('the difference hides the default of a parameter that is NoEcho: %s', (noEcho) => {
  const parameter = `Parameters:\n  Key: { Type: String, NoEcho: ${noEcho}, Default: sk_live_3 }\n`
  const globals = 'Globals: { Function: { Environment: { Variables: { X: x, Y: y } } } }\n'
  const { difference } = edit(parameter + globals + start, { kind: 'removeGlobalVariable', variable: 'X' })
  expect(difference).toContain(`NoEcho: ${noEcho}, Default: [hidden] }`)
})

test('all that is not to be changed stays, byte for byte, whatever stands there', () => {
  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,8}$/)
  const value = fc.constantFrom(
    'a',
    '"b: c"',
    "'it''s'",
    '!Ref Stage',
    '!Sub "${A}-${B}"',
    '{ "Fn::Join": ["", [a, b]] }',
    '|\n            x\n             y',
    '>-\n            x\n\n            y',
    '!If\n            - A\n            - b\n            - c',
    '',
    '"two\n            lines"',
  )
  const comment = fc.constantFrom('', ' # why', '\n          # above', '\n')
  const variables = fc.uniqueArray(fc.record({ name, value, comment }), { selector: (each) => each.name, minLength: 2, maxLength: 6 })
  fc.assert(
    fc.property(variables, fc.nat(), fc.boolean(), (all, pick, isWindows) => {
      const lineEnd = isWindows ? '\r\n' : '\n'
      const chosen = all[pick % all.length]
      if (chosen === undefined) throw new Error('nothing is chosen')
      const isBlock = (each: string) => /^[|>!]/.test(each) && each.includes('\n')
      const line = (each: (typeof all)[number]) =>
        `          ${each.name}: ${each.value}${isBlock(each.value) ? '' : each.comment.startsWith(' ') ? each.comment : ''}\n`
      const below = (each: (typeof all)[number]) => (each.comment.startsWith('\n') ? `${each.comment.slice(1)}\n` : '')
      const textOf = (some: typeof all, gone?: (typeof all)[number]) =>
        environment(some.map((each) => (each === gone ? '' : line(each)) + below(each)).join('')).replaceAll('\n', lineEnd)
      const before = textOf(all)
      expect(edit(before, remove(chosen.name)).after).toBe(textOf(all, chosen))
      const after = edit(before, set('NEW_ONE_OF_ALL', 'x')).after
      expect(templateIn(template.file, after).functions[0]?.environment['NEW_ONE_OF_ALL']?.value).toEqual({ kind: 'text', text: 'x' })
      expect(edit(after, remove('NEW_ONE_OF_ALL')).after).toBe(before)
    }),
  )
})

function caught(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
