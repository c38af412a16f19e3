import type { ModuleUse } from '../../source/module-uses.ts'
import { clientMethodReads } from './client-methods.ts'
import { serviceOf, unseen } from './inputs.ts'
import type { Reader, SeenRead } from './other-read.ts'

/** Reads by the methods of a client of SDK v2. */
export const awsSdkV2: Reader = {
  by: 'AWS SDK v2',
  modules: /^aws-sdk(?:\/clients\/(?:secretsmanager|ssm))?$/,
  reads(uses, program) {
    const clients = uses.flatMap((use) => servicesOf(use).map((service) => ({ service, use })))
    const reads = clientMethodReads(program, new Set(clients.map(({ service }) => service)))
    const seen = new Set(reads.map(({ action }) => action && serviceOf(action)))
    const [first] = clients
    if (first === undefined || seen.size > 0) return reads
    return [unseen(first.service, first.use, 'uses the client; what it reads is not known')]
  },
}

function servicesOf({ specifier, member }: ModuleUse): SeenRead['service'][] {
  if (specifier.endsWith('/secretsmanager') || member === 'SecretsManager') return ['secretsmanager']
  if (specifier.endsWith('/ssm') || member === 'SSM') return ['ssm']
  return member === '*' ? ['secretsmanager', 'ssm'] : []
}
