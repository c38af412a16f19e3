// A server in a process of its own, which a test may kill: node serve.mjs [DATA_DIR]
import { startLocal } from '@sallyport/local'

try {
  const { port, endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken } = await startLocal({
    port: 0,
    dataDir: process.argv[2],
  })
  process.stdout.write(`${JSON.stringify({ port, endpoint, region, accountId, accessKeyId, secretAccessKey, controlToken })}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
