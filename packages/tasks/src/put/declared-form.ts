import { hasAnyFields, type Kind, kindNamed, plainKind } from '../forms/forms.ts'
import type { DeclaredPlace } from '../place/declared-places.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { ParameterType } from '../secret-services.ts'
import { TaskError } from '../task-error.ts'

/** How a value is stored: as what, in which field, of which type. */
export interface ValueForm {
  readonly kind: Kind
  readonly field: string | undefined
  readonly type: ParameterType | undefined
  /** Where the declaration stands that said it. */
  readonly declaredAt: string | undefined
}

export interface AskedForm {
  readonly kind?: Kind | undefined
  readonly field?: string | undefined
  readonly type?: ParameterType | undefined
}

/**
 * The form that the declaration of a place gives to what was not said.
 * @throws TaskError `WRONG_USE` for what contradicts the declaration, with its file and line
 */
export function declaredForm(place: Pick<RequestedPlace, 'declared' | 'called'>, asked: AskedForm): ValueForm {
  const { declared, called } = place
  // a JSON secret of many declared fields may be replaced whole, and a declared whole may have one field changed
  const isWhole = asked.kind !== undefined && hasAnyFields(asked.kind) && asked.field === undefined
  const isWholeJson = isWhole && declared.some(({ field }) => field !== undefined)
  const found = isWholeJson ? undefined : declarationOf(declared, asked, called)
  const type = typeOf(declared, asked, called)
  if (found === undefined) {
    return { kind: asked.kind ?? plainKind, field: asked.field, type, declaredAt: undefined }
  }
  const kind = kindNamed(found.kind)
  if (asked.kind !== undefined && kind !== undefined && asked.kind !== kind) {
    throw new TaskError('WRONG_USE', {
      message: `${called} is declared as ${found.kind} at ${found.at}, not as ${asked.kind}: leave \`kind\` out, or change the declaration`,
    })
  }
  return { kind: asked.kind ?? kind ?? plainKind, field: asked.field ?? found.field, type, declaredAt: found.at }
}

/** The declaration that a value is for: with a field the one of that field. */
function declarationOf(declared: readonly DeclaredPlace[], { field }: AskedForm, called: string): DeclaredPlace | undefined {
  if (field !== undefined) return declared.find((each) => each.field === field)
  const [first, ...others] = declared
  const different = others.find((each) => each.kind !== first?.kind || each.field !== first.field)
  if (first === undefined || different === undefined) return first
  const fields = [...new Set(declared.flatMap((each) => each.field ?? []))]
  throw new TaskError('WRONG_USE', {
    message: `${called} is declared more than once, at ${first.at} and at ${different.at}: ${fields.length > 0 ? `give \`field\` ${fields.join(' or ')}, or the name of the export` : 'give the name of the export'}`,
  })
}

function typeOf(declared: readonly DeclaredPlace[], { type }: AskedForm, called: string): ParameterType | undefined {
  const found = declared.find((each) => each.type !== undefined)
  if (found === undefined || type === undefined || found.type === type) return type ?? found?.type
  throw new TaskError('WRONG_USE', {
    message: `${called} is declared as ${found.type} at ${found.at}, not as ${type}: leave \`type\` out, or change the declaration`,
  })
}
