import type { TemplateDocument } from '../reading/template-document.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'

/** What stands in a project's files and is not read: said, never guessed. */
export interface NotRead {
  /** Absolute. */
  readonly file: string
  readonly line: number
  /** What it is, and what follows from that. */
  readonly reason: string
}

const samTransform = 'AWS::Serverless-2016-10-31'

/** Resources whose own resources are in another template. */
const nestedTypes: ReadonlyMap<string, string> = new Map([
  ['AWS::CloudFormation::Stack', 'nested stack'],
  ['AWS::Serverless::Application', 'nested application'],
  ['AWS::CloudFormation::Macro', 'macro'],
])

/** The parts of a template that are not read: nested stacks, macros, loops. */
export function notReadIn({ file, root, resources }: TemplateDocument): NotRead[] {
  const transforms = at(root, 'Transform')
  return [
    ...(transforms === undefined ? [] : otherTransforms(transforms)),
    ...(resources.type === 'call' ? [{ line: resources.line, reason: `Resources ${unreadCall(resources.name)}` }] : []),
    ...entriesOf(root).flatMap(([key, { line }]) => (key.startsWith('Fn::') ? [{ line, reason: `the template ${unreadCall(key)}` }] : [])),
    ...entriesOf(resources).flatMap(([logicalId, { node, line }]) => resourceNotRead(logicalId, node, line)),
  ].map((each) => ({ file, ...each }))
}

function otherTransforms(node: TemplateNode): { line: number; reason: string }[] {
  const listed = node.type === 'list' ? node.items : [node]
  return listed.flatMap((each) => {
    const name = writtenText(each) ?? writtenText(at(each, 'Name')) ?? 'that has no name'
    return name === samTransform ? [] : [{ line: each.line, reason: `the macro ${name} is not run: what it adds or changes is not known` }]
  })
}

function resourceNotRead(logicalId: string, node: TemplateNode, line: number): { line: number; reason: string }[] {
  if (logicalId.startsWith('Fn::')) return [{ line, reason: `Resources ${unreadCall(logicalId)}` }]
  if (node.type === 'call') return [{ line, reason: `resource ${logicalId} ${unreadCall(node.name)}` }]
  if (node.type !== 'map') return [{ line, reason: `resource ${logicalId} is not a map` }]
  const type = at(node, 'Type')
  const nested = nestedTypes.get(writtenText(type) ?? '')
  if (nested !== undefined) return [{ line, reason: `${nested} ${logicalId} is not read: functions in it are not known` }]
  const macro = macroIn(node, at(node, 'Properties'))
  const calls = macro === undefined ? [] : [{ line: macro.line, reason: `resource ${logicalId} ${unreadCall(macro.name)}` }]
  return type?.type === 'text' ? calls : [{ line, reason: `resource ${logicalId} has no Type` }, ...calls]
}

/** A macro beside other keys, or in the place of all of them. Source: CloudFormation User Guide, "Fn::Transform". */
function macroIn(...nodes: readonly (TemplateNode | undefined)[]): { name: string; line: number } | undefined {
  for (const node of nodes) {
    if (node?.type === 'call' && node.name === 'Fn::Transform') return node
    const entry = node?.type === 'map' ? node.entries.get('Fn::Transform') : undefined
    if (entry !== undefined) return { name: 'Fn::Transform', line: entry.line }
  }
  return undefined
}

function unreadCall(name: string): string {
  if (name.startsWith('Fn::ForEach')) return 'has a loop (Fn::ForEach), which is not read'
  return `has ${name}, which runs only when it is deployed: what it adds is not known`
}
