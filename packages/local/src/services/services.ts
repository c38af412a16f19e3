import type { Service } from '../service.ts'
import { cloudTrail } from './cloudtrail/cloudtrail.ts'
import { iam } from './iam/iam.ts'
import { lambda } from './lambda/lambda.ts'
import { parameterStore } from './parameter-store/parameter-store.ts'
import { secretsManager } from './secrets-manager/secrets-manager.ts'
import { sts } from './sts/sts.ts'

/** A line a service. */
export const services: readonly Service[] = [cloudTrail, iam, lambda, parameterStore, secretsManager, sts]
