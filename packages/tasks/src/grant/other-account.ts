import type { CrossAccountTexts } from '@sallyport/project'
import * as v from 'valibot'
import { iamArn } from '../account/arn.ts'
import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { secretServices, serviceInWords } from '../secret-services.ts'
import type { FunctionPolicy } from './function-policy.ts'

const part = v.object({
  /** Which policy it belongs to: the role's, the secret's, or the key's. */
  policyOf: v.picklist(['role', 'secret', 'key']),
  /** Who puts it there. */
  forWhom: v.string(),
  /** A policy document; for the key's policy a statement to add to it. */
  text: v.unknown(),
})

/** What it takes to read a secret or parameter that another account owns: both sides must allow it. */
export const otherAccount = v.object({
  arn: v.string(),
  service: v.picklist(secretServices),
  owner: v.string(),
  parts: v.array(part),
  notes: v.array(v.string()),
})

export type OtherAccount = v.InferOutput<typeof otherAccount>
type Part = v.InferOutput<typeof part>

/** The texts for each secret of another account that the function reads. */
export async function otherAccountTexts({ function: found, reach, target }: FunctionPolicy, context: TaskContext): Promise<OtherAccount[]> {
  if (!reach.secrets.some(({ place: { name } }) => name.startsWith('arn:') && name.split(':')[4] !== target.accountId)) return []
  const { crossAccountTexts, keyIdPlaceholder } = await import('@sallyport/project')
  const isRoleKnown = found.isRoleKnown || found.template === undefined || context.account.target === 'local'
  const roleArn = await arnOfRole(found.role, context)
  return crossAccountTexts(reach, { ...target, roleArn }).map((texts) => ({
    arn: texts.arn,
    service: texts.service,
    owner: texts.ownerAccountId,
    parts: [
      { policyOf: 'role', forWhom: `role ${found.role} of account ${target.accountId}`, text: texts.identityPolicy } as const,
      ...(isRoleKnown ? ownersParts(texts) : []),
    ],
    notes: [
      ...(texts.isKeyUnknown ? [`put the key's id, which the owner knows, in the place of ${keyIdPlaceholder}`] : []),
      ...(isRoleKnown
        ? []
        : [
            `the owner's texts name the role exactly, and its name is known only when the template is deployed: then run this again with \`role\``,
          ]),
      ...texts.notes,
    ],
  }))
}

function ownersParts({ ownerAccountId, resourcePolicy, keyStatement, service }: CrossAccountTexts): Part[] {
  const owner = `account ${ownerAccountId}`
  return [
    ...(resourcePolicy === undefined
      ? []
      : [{ policyOf: 'secret', forWhom: `${owner}, which owns the secret`, text: resourcePolicy } as const]),
    ...(keyStatement === undefined
      ? []
      : [
          {
            policyOf: 'key',
            forWhom: `${owner}, for the policy of the ${serviceInWords[service].word}'s key`,
            text: keyStatement,
          } as const,
        ]),
  ]
}

/** With its path, where the caller may look; a role that is not there yet will have none but by somebody's wish. */
async function arnOfRole(RoleName: string, { account, progress }: TaskContext): Promise<string> {
  const iam = await account.iam()
  try {
    const { Role: role } = await iam.getRole({ RoleName })
    if (role?.Arn !== undefined) return role.Arn
  } catch (error) {
    if (!isNamed(error, 'NoSuchEntity', 'AccessDenied')) throw error
    const why = isNamed(error, 'AccessDenied') ? 'may not be read' : 'does not exist yet'
    progress(`role ${RoleName} ${why}: its ARN is written without a path`)
  }
  return iamArn(`role/${RoleName}`, await account.describe())
}
