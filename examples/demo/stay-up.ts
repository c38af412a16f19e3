import type { Scene } from './scene.ts'

/** At a terminal: shows how to reach AWS on loopback, and serves until Ctrl-C. Without one: returns at once. */
export async function stayUp({ aws, url }: Scene): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return
  process.stdout.write(`
It stays up until Ctrl-C. In another terminal, with the AWS CLI:

  export AWS_ENDPOINT_URL=${aws.endpoint} AWS_REGION=${aws.region}
  export AWS_ACCESS_KEY_ID=${aws.accessKeyId} AWS_SECRET_ACCESS_KEY=${aws.secretAccessKey}
  aws secretsmanager list-secrets
  aws lambda get-function --function-name checkout

or with an SDK, which reads the same variables: new SecretsManagerClient({})

and the function itself:

  curl -X POST ${url} -d '{"order":"o-1","amountCents":1999}'

`)
  const stillAlive = setInterval(() => {}, 1 << 30)
  await new Promise<void>((interrupted) => process.once('SIGINT', interrupted))
  clearInterval(stillAlive)
}
