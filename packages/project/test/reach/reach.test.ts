import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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
