import type { RequestContext } from '@sallyport/iam'
import { type Caller, principalArn } from '../identity/caller.ts'

/**
 * The condition keys every request has. A key that AWS leaves out for this caller is left out here.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
export function globalContext(caller: Caller, region: string, sourceIp: string, now: Date): RequestContext {
  return {
    'aws:PrincipalArn': principalArn(caller),
    'aws:PrincipalAccount': caller.accountId,
    'aws:PrincipalType': caller.type === 'IAMUser' ? 'User' : 'AssumedRole',
    'aws:userid': caller.userId,
    'aws:username': caller.type === 'IAMUser' ? caller.userName : undefined, // users only
    'aws:TokenIssueTime': caller.type === 'AssumedRole' ? new Date(caller.issuedAt).toISOString() : undefined, // sessions only
    'aws:RequestedRegion': region,
    'aws:SourceIp': sourceIp,
    'aws:SecureTransport': 'false',
    'aws:ViaAWSService': 'false',
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
  }
}
