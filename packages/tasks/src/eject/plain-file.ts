import type { Kind } from '../forms/forms.ts'
import { type SecretService, secretServices } from '../secret-services.ts'
import { calling } from './plain/calling.ts'
import { handles, header, parameterStore, places, secretsManager } from './plain/core.ts'
import { plainKinds } from './plain/kinds.ts'

const clients: Readonly<Record<SecretService, { module: string; names: string; code: string; read: string }>> = {
  secretsmanager: {
    module: '@aws-sdk/client-secrets-manager',
    names: 'GetSecretValueCommand, SecretsManagerClient',
    code: secretsManager,
    read: 'readSecret(nameIn(place))',
  },
  ssm: {
    module: '@aws-sdk/client-ssm',
    names: 'GetParametersCommand, SSMClient',
    code: parameterStore,
    read: 'readParameter(nameIn(place.parameter))',
  },
}

/** The packages that the plain code imports. */
export function packagesFor(services: ReadonlySet<SecretService>): string[] {
  return secretServices.filter((each) => services.has(each)).map((each) => clients[each].module)
}

/** The file that stands in for `sallyport`: of the kinds and services that the project uses, and no more. */
export function plainFile(kinds: ReadonlySet<Kind>, services: ReadonlySet<SecretService>): string {
  const used = secretServices.filter((each) => services.has(each))
  const kindsUsed = [...kinds].sort().map((kind) => plainKinds[kind])
  return [
    header,
    ...used.map((each) => `import { ${clients[each].names} } from '${clients[each].module}'\n`),
    places,
    readStored(services),
    ...used.map((each) => clients[each].code),
    handles,
    ...(kindsUsed.some(({ calls }) => calls) ? [calling] : []),
    ...kindsUsed.map(({ code }) => code),
  ].join('')
}

function readStored(services: ReadonlySet<SecretService>): string {
  const { secretsmanager, ssm } = clients
  const missing = (what: string) => `Promise.reject(new Error('${what} are not read by this project: add their client'))`
  const parameter = services.has('ssm') ? ssm.read : missing('parameters')
  const secret = services.has('secretsmanager') ? secretsmanager.read : missing('secrets')
  return `
function readStored(place: Place): Promise<Stored> {
  if (typeof place === 'object' && 'parameter' in place) return ${parameter}
  return ${secret}
}
`
}
