// Every form: one file and one line here.
import { cdk } from './cdk.ts'
import { cloudformation } from './cloudformation.ts'
import { json } from './json.ts'
import type { PolicyForm } from './policy-form.ts'
import { sam } from './sam.ts'

export const policyForms = { json, sam, cloudformation, cdk } satisfies Record<string, PolicyForm>

export type PolicyFormName = keyof typeof policyForms

export const policyFormNames = Object.keys(policyForms) as PolicyFormName[] // the keys of the table above
