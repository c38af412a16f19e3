// A program that runs a function, stops, and has nothing left to do: it ends by itself, having said so.
import { ZipFile } from 'yazl'
import { FunctionRuntime } from '../../dist/runtime-api/function-runtime.js'

const zip = new ZipFile()
zip.addBuffer(Buffer.from('exports.handler = async () => 1'), 'index.js')
zip.end()
const code = Buffer.concat(await zip.outputStream.toArray())

const runtime = new FunctionRuntime({ endpoint: () => 'http://127.0.0.1:4566' })
const deployment = {
  name: 'checkout',
  arn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
  version: '$LATEST',
  region: 'eu-west-1',
  revisionId: '1',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  timeoutSeconds: 10,
  memorySizeMb: 128,
  code: () => code,
  variables: () => ({}),
  credentials: () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration: new Date(Date.now() + 3_600_000) }),
}
await runtime.invoke(deployment, { requestId: 'a', event: '{}' })
await runtime.stop()
process.stdout.write('stopped')
