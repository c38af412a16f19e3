import type { TemplateDocument } from '../reading/template-document.ts'
import { at, entriesOf, writtenText } from '../reading/template-node.ts'
import { isHiddenParameter } from './hidden-parameter.ts'
import type { Intrinsic } from './intrinsics.ts'
import { isMadeBySam } from './made-by-sam.ts'
import type { Scope } from './scope.ts'
import { absent, text, unknown, type Value } from './value.ts'

/** Source: CloudFormation User Guide, "Pseudo parameters reference". */
const pseudoParameters = new Set([
  'AWS::AccountId',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
])

export const ref: Intrinsic = (argument, scope, line) => {
  const name = writtenText(argument)
  return name === undefined ? unknown('has a Ref without a name', line) : named(name, scope, line)
}

/** What a name stands for: a pseudo parameter, a parameter of the template, or a resource. */
export function named(name: string, scope: Scope, line: number): Value {
  const { document, given } = scope
  if (name === 'AWS::NoValue') return absent
  if (Object.hasOwn(given, name)) return text(given[name] ?? '')
  if (pseudoParameters.has(name)) return text({ kind: 'pseudo', name })
  if (at(document.parameters, name) !== undefined) return parameterNamed(name, scope)
  // `Function.Version` and the like are resources that SAM makes beside the one that is written.
  const [logicalId = '', ...attribute] = name.split('.')
  if (at(document.resources, logicalId) === undefined && !isMadeBySam(logicalId, document))
    return unknown(`refers to ${name}, which the template does not have`, line)
  return text({ kind: 'resource', logicalId, attribute: attribute.length === 0 ? undefined : attribute.join('.') })
}

/** Source: CloudFormation User Guide, "CloudFormation template Parameters syntax". */
function parameterNamed(name: string, { document }: Scope): Value {
  const parameter = at(document.parameters, name)
  const standard = at(parameter, 'Default')
  const type = writtenText(at(parameter, 'Type')) ?? 'String'
  if (standard?.type !== 'text') return text({ kind: 'input', parameter: name, isHidden: isHiddenParameter(parameter) })
  const assumes = [name]
  // the default is the name of a parameter in Parameter Store, whose value is read when the template is deployed
  if (type.startsWith('AWS::SSM::Parameter::Value')) return { kind: 'text', pieces: [`{{resolve:ssm:${standard.text}}}`], assumes }
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return { kind: 'list', items: standard.text.split(',').map((each) => ({ kind: 'text', pieces: [each.trim()], assumes })) }
  return { kind: 'text', pieces: [standard.text], assumes }
}

/** Defaults of the template's parameters that it does not hide. */
export function shownDefaults({ parameters }: TemplateDocument): Record<string, string> {
  return Object.fromEntries(
    entriesOf(parameters).flatMap(([name, { node }]) => {
      const standard = at(node, 'Default')
      return standard?.type === 'text' && !isHiddenParameter(node) ? [[name, standard.text]] : []
    }),
  )
}
