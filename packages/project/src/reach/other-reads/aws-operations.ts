import type { Operation } from './inputs.ts'

/** The operations of AWS that give values, by the method's name in the SDKs, and the member of the input that names what is read. */
export const operationByMethod: Readonly<Record<string, Operation>> = {
  getSecretValue: { action: 'secretsmanager:GetSecretValue', member: 'SecretId' },
  batchGetSecretValue: { action: 'secretsmanager:BatchGetSecretValue', member: 'SecretIdList', isList: true },
  getParameter: { action: 'ssm:GetParameter', member: 'Name' },
  getParameters: { action: 'ssm:GetParameters', member: 'Names', isList: true },
  getParametersByPath: { action: 'ssm:GetParametersByPath', member: 'Path' },
  getParameterHistory: { action: 'ssm:GetParameterHistory', member: 'Name' },
}

/** The operation that a command (`GetSecretValueCommand`) or a paginator (`paginateGetParametersByPath`) of SDK v3 makes. */
export function operationOf(exportName: string): Operation | undefined {
  const [, name] = /^(?:paginate)?([A-Z]\w*?)(?:Command)?$/.exec(exportName) ?? []
  const method = name === undefined ? undefined : name.charAt(0).toLowerCase() + name.slice(1)
  return method !== undefined && Object.hasOwn(operationByMethod, method) ? operationByMethod[method] : undefined
}
