import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AwsClients, awsClients } from './aws-clients.ts'
import { exampleProject } from './fresh-project.ts'
import { type CommandPlace, type Serving, startLoopback } from './sallyport-command.ts'

/** An example as a user has it, with AWS on loopback beside it, in a folder of its own. */
export interface ExampleOnLoopback {
  aws: Serving
  clients: AwsClients
  place: CommandPlace
  /** The ARNs under `Resource` in its template's policy, for this account and stage. */
  templateResources(): Promise<string[]>
  stop(): Promise<void>
}

/** @param env where its external API is */
export async function exampleOnLoopback(example: string, env: Readonly<Record<string, string>>): Promise<ExampleOnLoopback> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `sallyport-${example}-`)))
  const cwd = join(folder, 'project')
  await exampleProject(cwd, example)
  const own = { XDG_CONFIG_HOME: join(folder, 'configuration'), SALLYPORT_LOCAL: join(folder, 'aws'), SALLYPORT_STAGE: 'dev' }
  const place: CommandPlace = { cwd, env: { PATH: process.env['PATH'], HOME: folder, ...own, ...env }, printed: [] }
  const aws = await startLoopback(join(folder, 'aws'), place)
  const clients = awsClients(aws)
  return {
    aws,
    clients,
    place,
    async templateResources() {
      const template = await readFile(join(cwd, 'template.yaml'), 'utf8')
      const values: Record<string, string> = {
        'AWS::Partition': 'aws',
        'AWS::Region': aws.region,
        'AWS::AccountId': aws.accountId,
        Stage: 'dev',
      }
      return [...template.matchAll(/Resource: !Sub "(.+)"/g)].map(([, resource = '']) =>
        resource.replace(/\$\{([^}]+)\}/g, (_, name: string) => values[name] ?? name),
      )
    },
    async stop() {
      clients.close()
      await aws.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
