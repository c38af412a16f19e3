import type { Statement } from '../policy-document/policy-document.ts'

/**
 * The statement that lets a function ask for several secrets by one `BatchGetSecretValue`. It reads nothing by itself: each secret is
 * given only to who may read it by `GetSecretValue`; and no resource narrows it.
 * Source: Secrets Manager API Reference, "BatchGetSecretValue"; Service Authorization Reference, "Actions defined by AWS Secrets Manager".
 */
export function batchReadStatement(): Statement {
  return { Sid: 'BatchReadSecrets', Effect: 'Allow', Action: ['secretsmanager:BatchGetSecretValue'], Resource: ['*'] }
}
