import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'
import { writeProject } from './running/project.ts'

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  writeProject(local.cwd)
})
afterAll(() => local.stop())

const there = (args: readonly string[], input = '') =>
  sallyport(local, [...args, '--local', '--region', 'eu-west-1', '--stage', 'dev'], input)

test('a secret is stored, granted, read and audited in a region that is not the server’s own', async () => {
  expect(local.region).not.toBe('eu-west-1')
  expect((await there(['put', 'dev/stripe'], 'sk_test_planted_42')).status).toBe(0)
  expect((await there(['invoke', 'weather', '--no-grant'])).status).toBe(1)

  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }
  const document = JSON.stringify({ Version: '2012-10-17', Statement: [trust] })
  await new IAM(local).createRole({ RoleName: 'checkout-role', AssumeRolePolicyDocument: document })
  const granted = await there(['grant', 'checkout', '--apply'])
  expect(granted.status, granted.stderr).toBe(0)
  expect(granted.stdout).toContain(':secretsmanager:eu-west-1:')
  const read = await there(['invoke', 'checkout', '--no-grant'])
  expect(read.status, read.stderr).toBe(0)
  expect(JSON.parse(read.stdout)).toMatchObject({ length: 18 })

  const { readers, denied } = JSON.parse((await there(['audit', '--json'])).stdout)
  const reader = { secret: 'dev/stripe', reader: 'checkout', kind: 'function', role: 'checkout-role', expected: 'declared' }
  expect(readers).toContainEqual(expect.objectContaining(reader))
  expect(denied).toContainEqual(expect.objectContaining({ secret: '/dev/weather/key', reader: 'weather', kind: 'function' }))
  const elsewhere = await sallyport(local, ['list', '--local', '--json'])
  expect(JSON.parse(elsewhere.stdout)).toEqual({ stored: 0, secrets: [], next: 'sallyport put NAME --local' })
})
