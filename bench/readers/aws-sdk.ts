import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { firstValue } from './reader.ts'

const client = new SecretsManagerClient({})
client.send(new GetSecretValueCommand({ SecretId: 'bench/key' })).then(
  ({ SecretString }) => firstValue(SecretString),
  (error) => {
    throw error
  },
)
