import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'

/**
 * Whether CloudFormation hides a parameter's value: `NoEcho` is a boolean, which YAML 1.1 has more words for than `true`.
 * Source: CloudFormation User Guide, "CloudFormation template Parameters syntax" and "Template formats"; YAML, "Boolean Language-Independent Type".
 */
export function isHiddenParameter(parameter: TemplateNode | undefined): boolean {
  return /^(?:y|yes|true|on)$/i.test(writtenText(at(parameter, 'NoEcho')) ?? '')
}
