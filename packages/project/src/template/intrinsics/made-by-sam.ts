import type { TemplateDocument } from '../reading/template-document.ts'
import { at, writtenText } from '../reading/template-node.ts'

/** Characters of a logical id. Source: CloudFormation User Guide, "CloudFormation template Resources syntax". */
const maxLogicalId = 255

/**
 * Whether SAM may make a resource of this name: those it adds are named after the one that is written, as `CheckoutRole` and
 * `CheckoutAliaslive` are. Source: AWS SAM Developer Guide, "Generated CloudFormation resources for AWS SAM".
 */
export function isMadeBySam(logicalId: string, { resources }: TemplateDocument): boolean {
  for (let length = Math.min(logicalId.length, maxLogicalId) - 1; length > 0; length -= 1)
    if (writtenText(at(resources, logicalId.slice(0, length), 'Type'))?.startsWith('AWS::Serverless::')) return true
  return false
}
