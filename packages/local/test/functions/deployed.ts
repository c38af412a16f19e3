import { randomUUID } from 'node:crypto'
import { ZipFile } from 'yazl'
import type { FunctionDeployment } from '../../src/runtime-api/function-deployment.ts'

/** A deployment package of `files`, by path. */
export async function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

/** A function as the service would hand it to the runtime. */
export async function deploymentOf(
  files: Readonly<Record<string, string>>,
  changes: Partial<FunctionDeployment> = {},
): Promise<FunctionDeployment> {
  const zip = await zipOf(files)
  return {
    name: 'checkout',
    arn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
    version: '$LATEST',
    region: 'eu-west-1',
    revisionId: randomUUID(),
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    timeoutSeconds: 10,
    memorySizeMb: 128,
    code: () => zip,
    variables: () => ({}),
    credentials: () => ({
      accessKeyId: 'ASIAEXAMPLEEXAMPLE00',
      secretAccessKey: 'example-secret-key',
      sessionToken: 'example-session-token',
      expiration: new Date(Date.now() + 3_600_000),
    }),
    ...changes,
  }
}
