import type { OtherRead } from '@sallyport/project'
import { type KnownSecret, parameterKey, type SecretKey, secretKey } from './secret-key.ts'

type Named = Pick<OtherRead, 'service' | 'action' | 'name' | 'pattern'>

/** Whether a read by another library is of this secret; `undefined` where nothing of its name is known. */
export function otherReadMatch(
  { service, action, name, pattern }: Named,
  known: readonly KnownSecret[],
): ((secret: SecretKey) => boolean) | undefined {
  if (name !== undefined) {
    const keys = keysOf(service, action, name, known)
    return (secret) => keys.some((key) => key.service === secret.service && key.name === secret.name)
  }
  const written = pattern === undefined ? [] : plainName(service, pattern).split(variable)
  // of variables alone every name is
  if (written.every((text) => !/[A-Za-z0-9]/.test(text))) return undefined
  const whole = new RegExp(`^${written.map(escaped).join('.+')}$`)
  return (secret) => secret.service === service && whole.test(withoutSlash(secret.name))
}

/** As `OtherRead` writes it. */
const variable = /\$\{[^}]*\}/

/** A secret by way of Parameter Store is two reads. Source: Systems Manager User Guide, "Referencing AWS Secrets Manager secrets from Parameter Store parameters". */
const reference = /^\/?aws\/reference\/secretsmanager\//

function keysOf(service: Named['service'], action: Named['action'], name: string, known: readonly KnownSecret[]): SecretKey[] {
  if (service === 'secretsmanager') return [secretKey(name, known)]
  // the trail of a read by path has the path alone
  if (action === 'ssm:GetParametersByPath') return [{ service, name: `${name.replace(/\/$/, '')}/*` }]
  const parameter = parameterKey(name, known)
  return reference.test(parameter.name) ? [parameter, secretKey(parameter.name.replace(reference, ''), known)] : [parameter]
}

/** A name without what an ARN has around it, and without the version or label of a parameter. */
function plainName(service: Named['service'], written: string): string {
  if (service === 'ssm') return withoutSlash(written.replace(/^arn:.*?:parameter(?=\/)/, '').replace(/:[\w.-]+$/, ''))
  return written.startsWith('arn:') ? written.replace(/^arn:.*?:secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '') : withoutSlash(written)
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
