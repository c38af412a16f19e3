// A server with frozen functions, to be killed: prints the ids of its functions' processes and their folder, then lives on.
import { FunctionRuntime } from '../../dist/runtime-api/function-runtime.js'

process.on('message', async ({ zip, deployment }) => {
  const runtime = new FunctionRuntime({ endpoint: () => 'http://127.0.0.1:4566' })
  const request = { requestId: 'a', event: '{}' }
  const function_ = {
    ...deployment,
    code: () => Buffer.from(zip, 'base64'),
    variables: () => ({}),
    credentials: () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration: new Date(Date.now() + 3_600_000) }),
  }
  const answers = await Promise.all([runtime.invoke(function_, request), runtime.invoke(function_, request)])
  process.send(answers.map(({ payload }) => JSON.parse(payload.toString())))
})
