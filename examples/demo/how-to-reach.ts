import type { Scene } from './scene.ts'

/** What a person at a terminal can do next, while it stays up. */
export function howToReach({ aws, url }: Scene): string {
  return `
It stays up until Ctrl-C. In another terminal, with the AWS CLI:

  export AWS_ENDPOINT_URL=${aws.endpoint} AWS_REGION=${aws.region}
  export AWS_ACCESS_KEY_ID=${aws.accessKeyId} AWS_SECRET_ACCESS_KEY=${aws.secretAccessKey}
  aws secretsmanager list-secrets
  aws lambda get-function --function-name checkout

or with an SDK, which reads the same variables: new SecretsManagerClient({})

and the function itself:

  curl -X POST ${url} -d '{"order":"o-1","amountCents":1999}'

`
}
