// Follows docs/sam.md word by word: its files, its commands, what they show, and a policy that decides as the page says.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compilePolicy, evaluate, parsePolicy } from '@sallyport/iam'
import { readTemplate } from '@sallyport/project'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { blocksOf, linesOf, root } from './documents.ts'

const blocks = blocksOf('docs/sam.md')
const bin = join(root, 'packages', 'sallyport', 'bin', 'sallyport.mjs')
const project = mkdtempSync(join(tmpdir(), 'sallyport-docs-sam-'))
const home = mkdtempSync(join(tmpdir(), 'sallyport-home-'))
const env = { PATH: process.env['PATH'] ?? '', HOME: home } // no credentials, no region

beforeAll(() => {
  mkdirSync(join(project, 'src'))
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
  writeFileSync(join(project, 'package.json'), '{ "name": "shop", "private": true, "type": "module" }')
  const files = blocks.filter(({ file }) => file !== undefined)
  const named = files.map(({ text }) => /^(?:\/\/|#) (\S+)\n/.exec(text)?.[1] ?? '')
  expect(named).toEqual(['template.yaml', 'src/secrets.ts', 'src/checkout.ts'])
  for (const [index, { text }] of files.entries()) writeFileSync(join(project, named[index] ?? ''), text)
})
afterAll(() => {
  for (const folder of [project, home]) rmSync(folder, { recursive: true, force: true })
})

/** Types a command of the page, which has to be there. */
function typed(line: string) {
  expect(linesOf(blocks)).toContain(line)
  const [npx, name, ...args] = line.split(' ')
  expect([npx, name]).toEqual(['npx', 'sallyport'])
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: project, env, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  return { stdout, stderr }
}

const template = () => readFileSync(join(project, 'template.yaml'), 'utf8')

test('the code of the page compiles', () => {
  const options = { module: 'nodenext', target: 'es2023', types: ['node'], strict: true, noEmit: true, skipLibCheck: true }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', project], { encoding: 'utf8' })
  expect(stdout).toBe('')
})

test('the difference is the one on the page, and the entry stands by itself', () => {
  const before = template()
  const { stdout, stderr } = typed('npx sallyport grant Checkout')
  const difference = blocks.find(({ language }) => language === 'diff')?.text ?? ''
  expect(stderr).toContain(difference)
  expect(parse(stdout, { customTags: [{ tag: '!Sub', resolve: (text: string) => text }] }).Policies).toHaveLength(1)
  expect(template()).toBe(before)
})

test('what is written lets the function of each stage read its own secret, and nothing else', () => {
  typed('npx sallyport grant Checkout --write --yes')
  const written = template()
  typed('npx sallyport grant Checkout --write --yes')
  expect(template()).toBe(written)
  expect(written).toContain('        - AWSXRayDaemonWriteAccess\n')
  expect(mayRead('prod', 'prod/stripe')).toBe(true)
  expect(mayRead('dev', 'dev/stripe')).toBe(true)
  for (const secret of ['prod/stripe', 'dev/stripe-live', 'dev/crm']) expect(mayRead('dev', secret), secret).toBe(false)
})

/** Whether the function may read a secret when the template is deployed for a stage. */
function mayRead(stage: string, secret: string): boolean {
  const parameters = { Stage: stage, 'AWS::Partition': 'aws', 'AWS::Region': 'eu-west-1', 'AWS::AccountId': '111122223333' }
  const [checkout] = readTemplate(join(project, 'template.yaml'), { parameters }).functions
  const policies = (checkout?.policies ?? []).flatMap(({ statements }, index) =>
    statements === undefined
      ? []
      : [compilePolicy(`policy ${index}`, parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements })))],
  )
  const resource = `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${secret}-AbCdEf`
  return evaluate(policies, { action: 'secretsmanager:GetSecretValue', resource, context: {} }).allowed
}

test('the forms to paste are of SAM and of CloudFormation, without an account', () => {
  const asSam = typed('npx sallyport grant Checkout --form sam')
  expect(asSam.stdout).toMatch(/^Policies:\n {2}- Version:/)
  const asCloudFormation = typed('npx sallyport grant Checkout --form cloudformation')
  expect(asCloudFormation.stdout).toContain('Type: AWS::IAM::RolePolicy')
  expect(asCloudFormation.stdout).toContain('RoleName: !Ref CheckoutRole')
  for (const { stdout } of [asSam, asCloudFormation]) expect(stdout).toContain(`secret:\${Stage}/stripe-??????`)
})
