import type { SecretToDeclare } from '@sallyport/project'
import type { OptionAnswers } from '../forms/form-option.ts'
import { forms, type Kind } from '../forms/forms.ts'
import type { SecretService } from '../secret-services.ts'

/** A secret to be declared. */
export interface NewDeclaration {
  readonly kind: Kind
  readonly service: SecretService
  /** With `{stage}` left in. */
  readonly name: string
  /** What was answered for the options of its declaring call. */
  readonly options: OptionAnswers
}

/** The declaration as the project's package writes it, under the export name that it proposes. */
export async function toDeclare({ kind, service, name, options: answers }: NewDeclaration): Promise<SecretToDeclare> {
  const { exportNameFor } = await import('@sallyport/project')
  const { options = [], takesSchema } = forms[kind]
  const answered = options.flatMap((option) => {
    const answer = answers[option.name]
    return answer === undefined ? [] : [[option.name, option.written(answer)]]
  })
  return {
    exportName: exportNameFor(name),
    kind,
    place: { service, name },
    options: Object.fromEntries(answered),
    ...(takesSchema ? { schema: 'schema' } : {}), // which one only its author knows
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
