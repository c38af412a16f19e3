import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OtherRead } from '../../src/reach/other-reads/other-read.ts'
import { reachOf } from '../../src/reach/reach.ts'
import { inFolder } from '../project-folder.ts'
import { install } from '../workspace.ts'
import { awsSdkReadsCases } from './aws-sdk-reads.cases.ts'
import { libraryReadsCases } from './library-reads.cases.ts'

test.each([...awsSdkReadsCases, ...libraryReadsCases])(
  'finds what is read without sallyport: $name',
  ({ files, environment = {}, reads, packages = [] }) =>
    inFolder({ 'src/xray.ts': 'export const captureAWS = <T>(all: T): T => all', ...files }, async (root) => {
      await install(root, ...packages)
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', environment, root }])
      expect(reach?.open).toEqual([])
      expect(reach?.otherReads.map(inWords)).toEqual(reads)
    }),
)

function inWords({ file, line, by, action, name, variable, pattern, reason }: OtherRead): string {
  const holder = variable === undefined ? pattern : `$${variable}`
  const known = holder === undefined ? (name ?? `? ${reason}`) : name === undefined ? holder : `${holder}=${name}`
  return `${file}:${line} ${by} ${action ?? '-'} ${known}`
}

test('the libraries that read are told as reads, not as modules that nothing is known of', () =>
  inFolder(
    {
      'src/handler.ts': `import { SSMClient, GetParameterCommand } from '@aws-sdk/client-ssm'\nexport const handler = async () => new SSMClient({}).send(new GetParameterCommand({ Name: '/a' }))`,
    },
    async (root) => {
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect([reach?.externals, reach?.open]).toEqual([[], []])
    },
  ))
