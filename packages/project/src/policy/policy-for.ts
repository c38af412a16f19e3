import { type PolicyDocument, parameterReadStatement, policyOf, type Statement, secretReadStatement } from '@sallyport/iam'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import { ProjectError } from '../project-error.ts'
import type { Reach } from '../reach/reach.ts'

/** The account, region and stage that a policy is for. */
export interface PolicyTarget {
  /** Default: `aws`. */
  readonly partition?: string | undefined
  readonly region: string
  readonly accountId: string
  /** What takes the place of `{stage}`. */
  readonly stage?: string | undefined
  /** Full ARNs by the name of their secret, where they are known: then the statement names them exactly. */
  readonly knownArns?: Readonly<Record<string, string>> | undefined
}

/**
 * The smallest policy that lets a function read what its code reaches.
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
  return policyOf(reach.secrets.flatMap((secret) => statementsFor(secret, target)))
}

function statementsFor(secret: DeclaredSecret, { partition, region, accountId, stage, knownArns = {} }: PolicyTarget): Statement[] {
  const name = nameInStage(secret, stage)
  const account = { partition, region, accountId }
  const arn = name.startsWith('arn:') ? name : Object.hasOwn(knownArns, name) ? knownArns[name] : undefined
  const place = arn === undefined ? { name } : { arn }
  if (secret.place.service === 'ssm') return parameterReadStatement({ place, ...account })
  const { versionStage } = secret.options
  return secretReadStatement({ place, ...account, versionStage: typeof versionStage === 'string' ? versionStage : undefined })
}

function nameInStage({ place, file, line, id }: DeclaredSecret, stage: string | undefined): string {
  if (place.name.includes('{stage}') && (stage === undefined || !/^[A-Za-z0-9_-]{1,32}$/.test(stage)))
    throw new ProjectError('STAGE_INVALID', {
      message: `secret ${place.name} does not have a stage to stand for {stage}: give one of 1 to 32 letters, digits, "_" and "-"`,
      file,
      line,
    })
  const name = place.name.replaceAll('{stage}', stage ?? '')
  if (/[{}]/.test(name))
    throw new ProjectError('PLACE_UNSUPPORTED', {
      message: `secret ${name} may not be granted yet, as ${id} is a family or has a misspelt brace`,
      file,
      line,
    })
  return name
}
