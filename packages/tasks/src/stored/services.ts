import type { SecretService } from '../secret-services.ts'
import { parameterStore } from './parameter-store.ts'
import { secretsManager } from './secrets-manager.ts'
import type { ServiceReads } from './service-reads.ts'

/** How each service is read. */
export const services: Readonly<Record<SecretService, ServiceReads>> = { secretsmanager: secretsManager, ssm: parameterStore }
