import { relative } from 'node:path'
import type { ProjectFunction } from '@sallyport/project'
import { isKnownByBuild } from '../../template-policy/known-by-build.ts'
import { constructText } from './cdk-construct.ts'
import type { PolicyForm } from './policy-form.ts'

/** A construct of one file, which asks `grant` anew whenever the app is synthesized: the policy cannot lag behind the code. */
export const cdk: PolicyForm = {
  isOfAccount: false,
  text: () => constructText,
  use: (granted) => `beside the function in the CDK app: ${constructUse(granted)}`,
}

/** The line that uses the construct for a function. */
export function constructUse(granted: ProjectFunction): string {
  const { name, entry, root, template } = granted
  const id = (template?.name ?? name).replaceAll(/[^A-Za-z0-9]/g, '')
  const line = (path: string) =>
    `new SallyportGrant(this, '${id}Secrets', { function: ${id.charAt(0).toLowerCase()}${id.slice(1)}, entry: '${path}' })`
  return isKnownByBuild(granted)
    ? `${line('SOURCE')} (put the path of its source file in the place of SOURCE, as only what its build made is known)`
    : line(relative(root, entry).replaceAll('\\', '/'))
}
