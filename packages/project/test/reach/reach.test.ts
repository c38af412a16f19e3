import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { policyFor } from '../../src/policy/policy-for.ts'
import { type Reach, reachOf } from '../../src/reach/reach.ts'
import { inFolder } from '../project-folder.ts'
import { commonJsCases } from './commonjs.cases.ts'
import { exactCases } from './exact.cases.ts'
import { openCases } from './open.cases.ts'
import { overCases } from './over.cases.ts'
import { type ReachCase, secrets } from './reach-case.ts'
import { writtenCases } from './written.cases.ts'

describe.each([
  ['finds exactly what a function reaches', exactCases],
  ['finds what is taken by require', commonJsCases],
  ['finds a declaring call however it is written', writtenCases],
  ['finds more where a static look cannot tell, never less', overCases],
  ['says where it cannot follow', openCases],
])('%s', (_, cases) => {
  test.each(cases)('$name', async (each) => {
    const reaches = await reachIn(each)
    const [expected] = [Array.isArray(each.reaches) ? { handler: each.reaches } : each.reaches]
    expect(Object.fromEntries(reaches.map((reach) => [reach.function, namesIn(reach)]))).toEqual(expected)
    const open = reaches.flatMap((reach) =>
      reach.open.map(({ file, line, reason }) => `${file}${line === undefined ? '' : `:${line}`} ${reason}`),
    )
    expect(open).toEqual((each.open ?? []).map((reason) => expect.stringContaining(reason)))
  })
})

function reachIn({ files, functions = { handler: { entry: 'src/handler.ts' } } }: ReachCase): Promise<Reach[]> {
  return inFolder({ 'src/secrets.ts': secrets, ...files }, (root) =>
    reachOf(
      Object.entries(functions).map(([name, { entry, handler = 'handler', environment = {} }]) => ({
        name,
        entry: join(root, entry),
        handler,
        environment,
        root,
      })),
    ),
  )
}

function namesIn(reach: Reach): string[] {
  return reach.secrets.map((secret) => secret.exportName ?? secret.id).sort()
}

const target = { region: 'eu-west-1', accountId: '111122223333', stage: 'prod' }

/** What a function of one file may do, by its policy. */
const actionsOf = async (handler: string) => {
  const [reach] = await reachIn({ name: 'one file', files: { 'src/handler.ts': handler }, reaches: [] })
  if (reach === undefined) throw new Error('there is one function')
  return policyFor(reach, target).Statement.flatMap(({ Action }) => Action)
}

test('grants batches to a declaration that is given the runtime’s batch, under whatever name', async () => {
  const written = (option: string) =>
    `import { text, batch as together } from 'sallyport'\nconst key = text('a', { ${option} })\nexport const handler = () => [key.get(), together]`
  expect(await actionsOf(written('batch: together'))).toEqual(['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'])
  expect(await actionsOf(written('ttlSeconds: 1'))).toEqual(['secretsmanager:GetSecretValue'])
})

test('grants parameters one by one to a function that has the extension ask', async () => {
  const written = (first: string) =>
    `import { configure, extensionTransport, text } from 'sallyport'\n${first}\nconst key = text({ parameter: '/a' })\nexport const handler = () => key.get()`
  expect(await actionsOf(written('configure({ transport: { ssm: extensionTransport() } })'))).toEqual(['ssm:GetParameter'])
  expect(await actionsOf(written("configure({ stage: 'prod' })"))).toEqual(['ssm:GetParameters'])
})
