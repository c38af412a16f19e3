import type { SecretToDeclare } from '@sallyport/project'
import type { SecretService } from '../secret-services.ts'

/** A secret to be declared. */
export interface NewDeclaration {
  /** The kind's name in the runtime: `apiKey`. */
  readonly kind: string
  readonly service: SecretService
  /** With `{stage}` left in. */
  readonly name: string
  /** Of a kind that signs: where its credential may go. */
  readonly host?: string | undefined
}

/** The declaration as the project's package writes it, under the export name that it proposes. */
export async function toDeclare({ kind, service, name, host }: NewDeclaration): Promise<SecretToDeclare> {
  const { exportNameFor } = await import('@sallyport/project')
  return {
    exportName: exportNameFor(name),
    kind,
    place: { service, name },
    ...(host === undefined ? {} : { hosts: [host] }),
    ...(kind === 'json' ? { schema: 'schema' } : {}), // which one only its author knows
  }
}

/** The text of a file that declares this secret alone. */
export async function declarationText(declared: NewDeclaration): Promise<string> {
  const { declarationFor } = await import('@sallyport/project')
  return declarationFor([await toDeclare(declared)])
}

/** The line that declares it: `export const stripe = … apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })`. */
export async function declarationLine(declared: NewDeclaration): Promise<string> {
  return (await declarationText(declared)).trimEnd().split('\n').at(-1) ?? ''
}
