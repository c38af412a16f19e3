import { TaskError } from '../task-error.ts'
import type { RequestedPlace } from './requested-place.ts'

/** Services that own secrets, by what stands before the "!" of their names, and where such a value is changed. */
const changedAt: Readonly<Record<string, string | undefined>> = {
  // Secrets Manager User Guide, "AWS Secrets Manager secrets managed by other AWS services"
  appflow: 'change the AppFlow connector profile that it belongs to',
  'aws-datasync': undefined,
  databrew: undefined,
  directconnect: undefined,
  'ecs-sc': undefined,
  events: 'change the EventBridge connection that it belongs to',
  'marketplace-deployment': undefined,
  'opsworks-cm': undefined,
  // the same, "Managed rotation for AWS Secrets Manager secrets"
  rds: 'have RDS change it, by "aws secretsmanager rotate-secret" or in the settings of the database',
  redshift: 'have Redshift change it, by "aws secretsmanager rotate-secret" or in the settings of the cluster',
  sqlworkbench: undefined,
}

/**
 * Refuses a change of a secret that another AWS service owns, since that service goes on with the value it knows. Reading works.
 * @param owningService what DescribeSecret told; without it the name says it (`rds!cluster-…`)
 * @throws TaskError `MANAGED_BY_SERVICE`
 */
export function assertOwn(
  { service, name, called }: Pick<RequestedPlace, 'service' | 'name' | 'called'>,
  owningService: string | undefined,
): void {
  const owner = owningService ?? (service === 'secretsmanager' ? ownerInName(name) : undefined)
  if (owner === undefined) return
  const next = (Object.hasOwn(changedAt, owner) ? changedAt[owner] : undefined) ?? `change it in ${owner} itself`
  throw new TaskError('MANAGED_BY_SERVICE', {
    message: `${called} is owned by the service ${owner}, which alone changes and deletes it: ${next}`,
  })
}

/** Anybody may have a "!" in a name: only those services' own beginnings count. */
function ownerInName(name: string): string | undefined {
  const [, owner] = /^([a-z-]+)!./.exec(name) ?? []
  return owner !== undefined && Object.hasOwn(changedAt, owner) ? owner : undefined
}
