import type { TemplateDocument } from '../reading/template-document.ts'
import type { TemplateNode } from '../reading/template-node.ts'
import { intrinsics } from './intrinsics.ts'
import type { Branches, Scope } from './scope.ts'
import { absent, text, unknown, type Value } from './value.ts'

/** What computes the values of a template, its intrinsic functions as far as that can be done before deployment. It never throws. */
export function resolving(document: TemplateDocument, branches: Branches, given: Readonly<Record<string, string>> = {}): Scope {
  const scope: Scope = {
    document,
    branches,
    given,
    truths: new Map(),
    attributes: new Map(),
    underway: new Set(),
    resolved: (node) => nodeValue(node, scope),
  }
  return scope
}

function nodeValue(node: TemplateNode, scope: Scope): Value {
  switch (node.type) {
    case 'text':
      return text(node.text)
    case 'null':
      return absent
    case 'list':
      return { kind: 'list', items: node.items.map((each) => nodeValue(each, scope)).filter(({ kind }) => kind !== 'absent') }
    case 'map': {
      const entries = [...node.entries].map(([key, entry]) => [key, nodeValue(entry.node, scope)] as const)
      return { kind: 'map', entries: new Map(entries.filter(([, { kind }]) => kind !== 'absent')) }
    }
    case 'call': {
      const intrinsic = Object.hasOwn(intrinsics, node.name) ? intrinsics[node.name] : undefined
      return intrinsic?.(node.argument, scope, node.line) ?? unknown(unread(node.name), node.line, nodeValue(node.argument, scope))
    }
  }
}

/** Those that are not computed. Source: CloudFormation User Guide, "Intrinsic function reference", and "Rule-specific intrinsic functions". */
const named = new Set(
  [
    ...['And', 'Base64', 'Cidr', 'Contains', 'EachMemberEquals', 'EachMemberIn', 'Equals', 'GetAZs', 'GetStackOutput', 'Length'],
    ...['Not', 'Or', 'RefAll', 'ToJsonString', 'ValueOf', 'ValueOfAll'],
  ].map((each) => `Fn::${each}`),
).add('Condition')

function unread(name: string): string {
  if (name === 'Fn::Transform') return 'is made by a macro (Fn::Transform), which runs only when it is deployed'
  if (name.startsWith('Fn::ForEach')) return 'is in a loop (Fn::ForEach), which is not read yet'
  return named.has(name)
    ? `calls ${name}, which is not computed before deployment`
    : // what stands there may be a value that was meant as a text
      'has a tag (!…) that is no function of CloudFormation: put a text that begins with ! into quotes'
}
