import { relative } from 'node:path'
import type { IAM } from '@aws-sdk/client-iam'
import type { FunctionInTemplate, TemplatePolicy } from '@sallyport/project'
import * as v from 'valibot'
import { isNamed } from '../account/is-named.ts'

/** A policy of the role beside ours: it is never touched. */
export const hasAlso = v.object({
  name: v.string(),
  form: v.picklist(['inline', 'managed', 'policyTemplate', 'unknown']),
  /** Where a template has it: `template.yaml:12`. */
  at: v.optional(v.string()),
})

export type HasAlso = v.InferOutput<typeof hasAlso>

/** What a role's account has of policies beside `policyName`, which is ours; `undefined` when the caller may not list them. */
export async function policiesBeside(RoleName: string, policyName: string, iam: IAM): Promise<HasAlso[] | undefined> {
  try {
    const found: HasAlso[] = []
    for await (const { PolicyNames = [] } of pages((Marker) => iam.listRolePolicies({ RoleName, Marker })))
      found.push(...PolicyNames.filter((name) => name !== policyName).map((name) => ({ name, form: 'inline' as const })))
    for await (const { AttachedPolicies = [] } of pages((Marker) => iam.listAttachedRolePolicies({ RoleName, Marker })))
      found.push(...AttachedPolicies.map(({ PolicyArn = '' }) => ({ name: PolicyArn, form: 'managed' as const })))
    return found
  } catch (error) {
    if (isNamed(error, 'AccessDenied')) return undefined
    throw error
  }
}

/** The same as a template tells it. */
export function policiesBesideInTemplate(inTemplate: FunctionInTemplate, root: string): HasAlso[] {
  const file = relative(root, inTemplate.file)
  return inTemplate.policies
    .filter(({ isOurs }) => !isOurs)
    .map((each) => ({ name: each.name ?? nameless(each), form: each.form, at: `${file}:${each.line}` }))
}

function nameless({ form }: TemplatePolicy): string {
  return form === 'inline' ? 'a policy without a name' : 'a policy that is known only when it is deployed'
}

/** Source: IAM API Reference, "ListRolePolicies" (IsTruncated, Marker). */
async function* pages<Page extends { IsTruncated?: boolean | undefined; Marker?: string | undefined }>(
  ask: (marker: string | undefined) => Promise<Page>,
): AsyncGenerator<Page, void> {
  let marker: string | undefined
  do {
    const page = await ask(marker)
    yield page
    marker = page.IsTruncated === true ? page.Marker : undefined
  } while (marker !== undefined)
}
