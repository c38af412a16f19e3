import type { Check } from './check.ts'
import { bundles } from './checks/bundles.ts'
import { clock } from './checks/clock.ts'
import { credentials } from './checks/credentials.ts'
import { declaration } from './checks/declaration.ts'
import { endpoint } from './checks/endpoint.ts'
import { node } from './checks/node.ts'
import { packages } from './checks/packages.ts'
import { permissions } from './checks/permissions.ts'
import { project } from './checks/project.ts'
import { region } from './checks/region.ts'
import { template } from './checks/template.ts'

/** Every check: one file and one line here, in the order in which they run. */
export const checks: readonly Check[] = [
  node,
  endpoint,
  region,
  credentials,
  clock,
  project,
  template,
  packages,
  permissions,
  declaration,
  bundles,
]
