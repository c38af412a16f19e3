import { guarded, type Scope } from '../intrinsics/scope.ts'
import { knownText, text } from '../intrinsics/value.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { patternOf } from './pattern.ts'
import { type StoredKey, storedKey } from './stored-key.ts'

/** A secret or a parameter that the template makes. */
export interface StoredResource {
  readonly logicalId: string
  readonly service: 'secretsmanager' | 'ssm'
  /** `undefined` where it is known only when it is deployed, as it is without a `Name`. */
  readonly name: string | undefined
  /** The same whatever values the template's parameters are given, as `Fn::Sub` takes it: `${Stage}/stripe`. */
  readonly namePattern: string | undefined
  /** Parameters of the template whose default the name follows from. */
  readonly assumes: readonly string[]
  /** Of a parameter. */
  readonly parameterType: string | undefined
  /**
   * Of a secret; `undefined` under AWS's own. CloudFormation makes no `SecureString`, and so no parameter under a key.
   * Source: CloudFormation User Guide, "AWS::SSM::Parameter" (Type).
   */
  readonly key: StoredKey | undefined
  /** Absolute. */
  readonly file: string
  readonly line: number
}

const serviceByType: ReadonlyMap<string, StoredResource['service']> = new Map([
  ['AWS::SecretsManager::Secret', 'secretsmanager'],
  ['AWS::SSM::Parameter', 'ssm'],
])

/**
 * The secrets and parameters that a template makes, in its order.
 * @param byParameter keeps the parameters as such
 */
export function storedResources(scope: Scope, byParameter: Scope): StoredResource[] {
  return entriesOf(scope.document.resources).flatMap(([logicalId, { node, line }]) => {
    const service = serviceByType.get(writtenText(at(node, 'Type')) ?? '')
    if (service === undefined) return []
    const name = { ...nameOf(node, logicalId, scope), namePattern: namePatternOf(node, logicalId, byParameter) }
    const key = service === 'ssm' ? undefined : storedKey(at(node, 'Properties', 'KmsKeyId'), { scope, byParameter })
    const type = service === 'ssm' ? writtenText(at(node, 'Properties', 'Type')) : undefined
    return [{ logicalId, service, ...name, parameterType: type, key, file: scope.document.file, line }]
  })
}

function nameOf(node: TemplateNode, logicalId: string, scope: Scope): Pick<StoredResource, 'name' | 'assumes'> {
  const written = at(node, 'Properties', 'Name')
  if (written === undefined) return { name: undefined, assumes: [] }
  const value = guarded(
    scope,
    logicalId,
    () => scope.resolved(written),
    () => text(),
  )
  return { name: knownText(value) || undefined, assumes: value.kind === 'text' ? value.assumes : [] }
}

function namePatternOf(node: TemplateNode, logicalId: string, byParameter: Scope): string | undefined {
  const written = at(node, 'Properties', 'Name')
  if (written === undefined) return undefined
  return guarded(
    byParameter,
    logicalId,
    () => {
      const value = byParameter.resolved(written)
      return value.kind === 'text' ? patternOf(value) : undefined
    },
    () => undefined,
  )
}

/**
 * The secret that a resource stands for: itself, or the one it is attached to, whose ARN its `Ref` gives as well.
 * Source: CloudFormation User Guide, "AWS::SecretsManager::SecretTargetAttachment" (Return values).
 */
export function storedBehind(logicalId: string, stored: ReadonlyMap<string, StoredResource>, scope: Scope): StoredResource | undefined {
  const resource = at(scope.document.resources, logicalId)
  if (writtenText(at(resource, 'Type')) !== 'AWS::SecretsManager::SecretTargetAttachment') return stored.get(logicalId)
  const secret = at(resource, 'Properties', 'SecretId')
  const value = secret === undefined ? undefined : scope.resolved(secret)
  const [piece] = value?.kind === 'text' && value.pieces.length === 1 ? value.pieces : []
  return typeof piece === 'object' && piece.kind === 'resource' ? stored.get(piece.logicalId) : undefined
}
