import { guarded, type Scope } from '../intrinsics/scope.ts'
import { knownText, type TextValue } from '../intrinsics/value.ts'
import { at, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { patternOf, reasonOf } from './pattern.ts'

/** The customer managed key that a secret of the template is under. */
export type StoredKey =
  /** Its ARN as `Fn::Sub` takes it: `${Key.Arn}`. */
  | { readonly kind: 'key'; readonly arn: string }
  /** There may be one; why it is not known, continuing "…: ". */
  | { readonly kind: 'unknown'; readonly reason: string; readonly line: number }

interface Scopes {
  /** Computes with the parameters' defaults. */
  readonly scope: Scope
  /** Keeps every branch, and the parameters as such: another deployment gives them other values. */
  readonly byParameter: Scope
}

/**
 * The key that a `KmsKeyId` names; `undefined` where it names none, or AWS's own.
 * Source: CloudFormation User Guide, "AWS::SecretsManager::Secret" (KmsKeyId), "AWS::KMS::Key" and "AWS::KMS::Alias" (Return values).
 */
export function storedKey(written: TemplateNode | undefined, scopes: Scopes): StoredKey | undefined {
  if (written === undefined) return undefined
  const value = scopes.byParameter.resolved(written)
  if (value.kind === 'absent') return undefined
  if (value.kind !== 'text') return unknownKey('it is chosen by a condition', written)
  return keyBehind(value, written, scopes) ?? keyNamed(patternOf(value), written)
}

/** What is the reference to a resource or to a parameter, and nothing else. */
function keyBehind({ pieces }: TextValue, written: TemplateNode, scopes: Scopes): StoredKey | undefined {
  const unresolved = pieces.find((each) => typeof each === 'object' && each.kind === 'unknown')
  if (typeof unresolved === 'object') return unknownKey(reasonOf(unresolved), written)
  const [only, more] = pieces
  if (typeof only !== 'object' || more !== undefined) return undefined
  const { scope, byParameter } = scopes
  if (only.kind === 'input') return keyByDefault(only.parameter, knownText(scope.resolved(written)), written)
  if (only.kind !== 'resource') return unknownKey(reasonOf(only), written)
  const resource = at(byParameter.document.resources, only.logicalId)
  const type = writtenText(at(resource, 'Type'))
  if (type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey') return { kind: 'key', arn: `\${${only.logicalId}.Arn}` }
  if (type !== 'AWS::KMS::Alias') return unknownKey(reasonOf(only), written)
  return guarded(
    byParameter,
    only.logicalId,
    () => storedKey(at(resource, 'Properties', 'TargetKeyId'), scopes),
    (reason) => unknownKey(`it ${reason}`, written),
  )
}

/** The form of a parameter's default, which CloudFormation does not say, is held to be that of every value it is given. */
function keyByDefault(parameter: string, defaultValue: string | undefined, written: TemplateNode): StoredKey {
  if (defaultValue === undefined || defaultValue === '')
    return unknownKey(`it is the template's parameter ${parameter}, which has no default`, written)
  const found = keyNamed(defaultValue, written)
  if (found?.kind !== 'key') return unknownKey(`it is the template's parameter ${parameter}`, written)
  return { kind: 'key', arn: defaultValue.startsWith('arn:') ? `\${${parameter}}` : ownKey(`\${${parameter}}`) }
}

/**
 * A key by its ARN or its id; what is not known of them stays as `${…}`.
 * Source: AWS KMS Developer Guide, "Key identifiers (KeyId)".
 */
function keyNamed(text: string, written: TemplateNode): StoredKey | undefined {
  if (/^arn:.+:kms:.+:key\/[^:/]+$/.test(text)) return { kind: 'key', arn: text }
  if (/(^|:)alias\/aws\//.test(text)) return undefined // of AWS's own keys
  // Source: AWS KMS Developer Guide, "Use aliases to control access to KMS keys"
  if (/(^|:)alias\//.test(text)) return unknownKey(`it is ${text}, which grants nothing in a policy: name the key by its ARN`, written)
  if (/^[A-Za-z0-9-]+$/.test(text)) return { kind: 'key', arn: ownKey(text) }
  return unknownKey(`it is ${text}`, written)
}

function ownKey(id: string): string {
  return `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/${id}`
}

function unknownKey(reason: string, { line }: TemplateNode): StoredKey {
  return { kind: 'unknown', reason, line }
}
