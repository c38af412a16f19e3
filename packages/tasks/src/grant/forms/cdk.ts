import { relative } from 'node:path'
import type { ProjectFunction } from '@sallyport/project'
import { constructText } from './cdk-construct.ts'
import type { PolicyForm } from './policy-form.ts'

/** A construct of one file, which asks `grant` anew whenever the app is synthesized: the policy cannot lag behind the code. */
export const cdk: PolicyForm = {
  isOfAccount: false,
  text: () => constructText,
  use: (granted) => `beside the function in the CDK app: ${constructUse(granted)}`,
}

/** The line that uses the construct for a function. */
export function constructUse({ name, entry, root, template }: ProjectFunction): string {
  const id = (template?.name ?? name).replaceAll(/[^A-Za-z0-9]/g, '')
  const path = relative(root, entry).replaceAll('\\', '/')
  return `new SallyportGrant(this, '${id}Secrets', { function: ${id.charAt(0).toLowerCase()}${id.slice(1)}, entry: '${path}' })`
}
