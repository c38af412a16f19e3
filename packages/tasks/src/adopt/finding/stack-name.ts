import { basename } from 'node:path'
import type { FunctionInTemplate } from '@sallyport/project'

/** What tells a function from one of the same name in another template: `Shop-prod` of `cdk.out/Shop-prod.template.json`. */
export function stackName({ file }: Pick<FunctionInTemplate, 'file'>): string {
  return basename(file).replace(/\..*$/s, '')
}
