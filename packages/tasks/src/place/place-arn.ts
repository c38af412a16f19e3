import type { SecretService } from '../secret-services.ts'
import { TaskError } from '../task-error.ts'

/** A secret's or parameter's full ARN, taken apart. */
export interface PlaceArn {
  readonly service: SecretService
  readonly region: string
  readonly accountId: string
  /** Without the six characters that Secrets Manager adds; a parameter's with its slash. */
  readonly name: string
}

/**
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS Secrets Manager" and "… for AWS Systems Manager".
 * @throws TaskError `WRONG_USE` for the ARN of something else
 */
export function placeArn(arn: string): PlaceArn {
  const [, service, region, accountId, resource = ''] = /^arn:[\w-]+:(secretsmanager|ssm):([\w-]+):(\d{12}):(.+)$/s.exec(arn) ?? []
  const [, secret] = /^secret:(.+)$/s.exec(resource) ?? []
  const [, parameter] = /^parameter\/(.+)$/s.exec(resource) ?? []
  if (region !== undefined && accountId !== undefined) {
    if (service === 'secretsmanager' && secret !== undefined)
      return { service, region, accountId, name: secret.replace(/-[A-Za-z0-9]{6}$/, '') }
    // "parameter/prod/key" is /prod/key, but "parameter/key" is key: the ARN has one slash either way
    if (service === 'ssm' && parameter !== undefined)
      return { service, region, accountId, name: parameter.includes('/') ? `/${parameter}` : parameter }
  }
  throw new TaskError('WRONG_USE', { message: `${arn} is not the ARN of a secret or a parameter: look at it again, or give the name` })
}
