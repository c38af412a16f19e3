/** What a handler reads without sallyport, and what must be found of it. */
export interface OtherReadsCase {
  name: string
  files: Readonly<Record<string, string>>
  environment?: Record<string, string>
  /** `file:line by action name`, where the name may be `$VARIABLE`, a pattern, or `? reason` */
  reads: readonly string[]
  /** packages to install */
  packages?: readonly string[]
}

/** The files of a function: `imports`, then its handler, which does `body`. */
export const handler = (imports: string, body: string) => ({
  'src/handler.ts': `${imports}\nexport const handler = async (event: any) => {\n${body}\n}`,
})

export const v3 = `import { SecretsManagerClient, GetSecretValueCommand, BatchGetSecretValueCommand } from '@aws-sdk/client-secrets-manager'`
