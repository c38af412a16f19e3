import { list, structure } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'

/** Source: IAM API Reference, "CreateRole", `RoleName`. */
export const roleName = () => text({ min: 1, max: 64, pattern: /^[\w+=,.@-]+$/, refusal: invalidName('roleName') })

/** Source: IAM API Reference, "PutRolePolicy", `PolicyName`. */
export const policyName = () => text({ min: 1, max: 128, pattern: /^[\w+=,.@-]+$/, refusal: invalidName('policyName') })

/** Source: IAM API Reference, "PutRolePolicy", `PolicyDocument`. */
export const policyDocument = () => text({ min: 1, max: 131_072, pattern: /^[\t\n\r -\u00ff]+$/ })

/** Source: IAM API Reference, "CreateRole" and "CreatePolicy", `Tags`. */
export const iamTags = () =>
  list(
    structure({
      Key: text({ min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u }),
      Value: text({ max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }),
    }),
    { max: 50 },
  )

function invalidName(member: string): string {
  return `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`
}
