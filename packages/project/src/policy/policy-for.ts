import {
  batchReadStatement,
  type PolicyDocument,
  parameterReadStatement,
  policyOf,
  type Statement,
  secretReadStatement,
} from '@sallyport/iam'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import { ProjectError } from '../project-error.ts'
import type { Reach } from '../reach/reach.ts'
import { otherReadGrants } from './other-read-grants.ts'
import { placeInStage } from './place-in-stage.ts'
import { known, type PolicyTarget } from './policy-target.ts'

/**
 * The smallest policy that lets a function read what its code reaches, by `sallyport` and, as far as the names are known, by other
 * libraries; `otherReadGrants` tells the rest. In the name of a family `*` stands for `{id}`: any member.
 * @throws ProjectError `REACH_OPEN` for a function whose reach is not known, `STAGE_INVALID`, `PLACE_UNSUPPORTED`
 * @example
 * const [reach] = await reachOf([functionOf(project, 'checkout')])
 * policyFor(reach, { region: 'eu-west-1', accountId: '111122223333', stage: 'prod' })
 */
export function policyFor(reach: Reach, target: PolicyTarget): PolicyDocument {
  const [open] = reach.open
  if (open !== undefined) {
    const at = open.line === undefined ? open.file : `${open.file}:${open.line}`
    throw new ProjectError('REACH_OPEN', {
      message: `function ${reach.function} may not be granted what its code reaches, as that is not known: ${at} ${open.reason}: name its secrets in the configuration's "reaches"`,
      file: open.file,
      line: open.line,
    })
  }
  const { statements } = otherReadGrants(reach.otherReads, target)
  return policyOf([...reach.secrets.flatMap((secret) => statementsFor(secret, target, reach.asksExtension)), ...statements])
}

/** @param asksExtension whether the AWS Parameters and Secrets extension asks, which gets parameters one by one; default: no */
export function statementsFor(secret: DeclaredSecret, target: PolicyTarget, asksExtension = false): Statement[] {
  const { partition, region, accountId, stage } = target
  const name = placeInStage(secret, stage)
  const arn = name.startsWith('arn:') ? name : known(target.knownArns, name)
  const where = { place: arn === undefined ? { name } : { arn }, partition, region, accountId }
  const kmsKeyArn = known(target.knownKeys, name)
  if (secret.place.service === 'ssm') {
    // Source: Systems Manager User Guide, "Using Parameter Store parameters in AWS Lambda functions".
    const action = asksExtension ? 'ssm:GetParameter' : 'ssm:GetParameters'
    return parameterReadStatement({ ...where, action, kmsKeyArn: isEncrypted(secret) ? kmsKeyArn : undefined })
  }
  const read = secretReadStatement({ ...where, kmsKeyArn, versionStage: versionStageOf(secret) })
  // a batch never crosses accounts
  const isBatched = secret.options['batch'] === true && (arn === undefined || arn.split(':')[4] === accountId)
  return isBatched ? [...read, batchReadStatement()] : read
}

/** Only a SecureString is. Source: Systems Manager User Guide, "What is a parameter?". */
export function isEncrypted({ place }: DeclaredSecret): boolean {
  return place.type === undefined || place.type === 'SecureString'
}

export function versionStageOf({ options: { versionStage } }: DeclaredSecret): string | undefined {
  return typeof versionStage === 'string' ? versionStage : undefined
}
