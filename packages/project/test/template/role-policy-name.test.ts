import { expect, test } from 'vitest'
import { loadProject } from '../../src/configuration/load-project.ts'
import type { Project } from '../../src/configuration/project.ts'
import { rolePolicyName } from '../../src/template/policy-text/role-policy-name.ts'
import { inFolder } from '../project-folder.ts'

const functionOf = (role: string) =>
  `{ Type: AWS::Lambda::Function, Properties: { Runtime: nodejs24.x, Code: ./src, Handler: one.handler, Role: ${role} } }`
const template = (functions: Readonly<Record<string, string>>, more = '') => ({
  'src/one.js': 'exports.handler = async () => 1\n',
  'template.yaml': `Resources:\n${Object.entries(functions)
    .map(([name, role]) => `  ${name}: ${functionOf(role)}\n`)
    .join('')}${more}`,
})
const roleMade = '  Made: { Type: AWS::IAM::Role, Properties: { RoleName: made, AssumeRolePolicyDocument: {} } }\n'

const namesIn = (files: Readonly<Record<string, string>>) =>
  inFolder(files, async (root) => {
    const project: Project = await loadProject(root)
    return Object.fromEntries(
      project.functions.map((each) => {
        const { policyName, leftOver } = rolePolicyName(each, project.functions)
        return [each.name, leftOver === undefined ? policyName : `${policyName}, before ${leftOver.policyName} of ${leftOver.functions}`]
      }),
    )
  })

test('the policy of a role that one function has is called sallyport', async () => {
  expect(await namesIn(template({ A: 'arn:aws:iam::123456789012:role/a', B: '!GetAtt Made.Arn' }, roleMade))).toEqual({
    A: 'sallyport',
    B: 'sallyport',
  })
})

test.each([
  ['is named by its ARN', 'arn:aws:iam::123456789012:role/team/shared'],
  ['the template makes', '!GetAtt Made.Arn'],
  ['a parameter gives', '!Ref Given'],
  ['another stack gives', '!ImportValue shared-role'],
])('on a role of several functions that %s, each has its own', async (_, role) => {
  expect(await namesIn(template({ A: role, B: role, Other: 'arn:aws:iam::123456789012:role/other' }, roleMade))).toEqual({
    A: 'sallyport-A, before sallyport of A,B',
    B: 'sallyport-B, before sallyport of A,B',
    Other: 'sallyport',
  })
})

test('the function whose template makes the role keeps its policy, and who has the role from elsewhere has another', async () => {
  expect(await namesIn(template({ A: '!GetAtt Made.Arn', B: 'arn:aws:iam::123456789012:role/made' }, roleMade))).toEqual({
    A: 'sallyport',
    B: 'sallyport-B',
  })
})

test('functions of the configuration share a role by its name', async () => {
  const functions = `{ one: { entry: 'src/one.js', role: 'shared' }, two: { entry: 'src/one.js', role: 'shared' }, three: { entry: 'src/one.js' } }`
  expect(await namesIn({ 'src/one.js': '', 'sallyport.config.ts': `export default { functions: ${functions} }` })).toEqual({
    one: 'sallyport-one, before sallyport of one,two',
    two: 'sallyport-two, before sallyport of one,two',
    three: 'sallyport',
  })
})

test('a name that is too long for a policy keeps its end', async () => {
  const [a, b] = [`A${'x'.repeat(130)}1`, `A${'x'.repeat(130)}2`]
  const names = Object.values(await namesIn(template({ [a]: '!GetAtt Made.Arn', [b]: '!GetAtt Made.Arn' }, roleMade)))
  expect(names.map((each) => each.slice(0, 10).concat(each.charAt(127)))).toEqual(['sallyport-1', 'sallyport-2'])
})
