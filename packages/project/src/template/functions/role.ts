import type { Scope } from '../intrinsics/scope.ts'
import { knownText } from '../intrinsics/value.ts'
import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { reasonOf } from './pattern.ts'

/** The execution role of a function. */
export type TemplateRole = { readonly line: number } & (
  | /** Made by SAM from `Policies`; its name is known only when it is deployed. */ {
      readonly kind: 'generated'
      readonly logicalId: string
    }
  | /** Made by the same template. */ { readonly kind: 'resource'; readonly logicalId: string; readonly name: string | undefined }
  | /** There already, or made elsewhere. */ { readonly kind: 'named'; readonly name: string; readonly arn: string | undefined }
  | { readonly kind: 'unknown'; readonly reason: string }
)

/** @param owner the function's logical id where SAM makes a role for a function without one */
export function roleOf(properties: TemplateNode | undefined, owner: string | undefined, line: number, scope: Scope): TemplateRole {
  const written = at(properties, 'Role')
  if (written === undefined || written.type === 'null')
    // Source: AWS SAM Developer Guide, "CloudFormation resources generated when you specify AWS::Serverless::Function"
    return owner === undefined
      ? { kind: 'unknown', reason: 'it has no Role', line }
      : { kind: 'generated', logicalId: `${owner}Role`, line }
  const value = scope.resolved(written)
  const known = knownText(value)
  if (known !== undefined) {
    const name = known.startsWith('arn:') ? known.replace(/^.*\//, '') : known
    return { kind: 'named', name, arn: known.startsWith('arn:') ? known : undefined, line: written.line }
  }
  if (value.kind !== 'text') return { kind: 'unknown', reason: 'its Role is one of several', line: written.line }
  const [only, more] = value.pieces
  if (typeof only === 'object' && only.kind === 'resource' && more === undefined) return roleResource(only.logicalId, written.line, scope)
  const last = value.pieces.at(-1)
  const [, name] = typeof last === 'string' ? (/:role\/(?:.*\/)?([^/]+)$/.exec(last) ?? []) : []
  if (name !== undefined) return { kind: 'named', name, arn: undefined, line: written.line }
  const unresolved = value.pieces.find((each) => typeof each === 'object')
  return { kind: 'unknown', reason: unresolved === undefined ? 'its Role is empty' : reasonOf(unresolved), line: written.line }
}

function roleResource(logicalId: string, line: number, scope: Scope): TemplateRole {
  const resource = at(scope.document.resources, logicalId)
  // the role that SAM makes for another function
  if (resource === undefined) return { kind: 'generated', logicalId, line }
  if (writtenText(at(resource, 'Type')) !== 'AWS::IAM::Role')
    return { kind: 'unknown', reason: `its Role is ${logicalId}, which is no role`, line }
  const name = at(resource, 'Properties', 'RoleName')
  return { kind: 'resource', logicalId, name: name === undefined ? undefined : knownText(scope.resolved(name)), line }
}
