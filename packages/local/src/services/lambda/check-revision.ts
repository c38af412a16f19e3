import { awsError } from '../../aws-error.ts'

/** Refuses a change that was meant for another state than the present one. Source: API reference, `RevisionId`. */
export function checkRevision(asked: string | undefined, current: string): void {
  if (asked === undefined || asked === current) return
  throw awsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    { status: 412 },
  )
}
