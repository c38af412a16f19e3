import type { TextValue, Unresolved } from '../intrinsics/value.ts'

/** Why a piece is not known, continuing "…: ". */
export function reasonOf(piece: Unresolved): string {
  switch (piece.kind) {
    case 'pseudo':
      return `it holds ${piece.name}`
    case 'input':
      return `it holds the template's parameter ${piece.parameter}, which has no default`
    case 'resource':
      return piece.attribute === undefined ? `it refers to ${piece.logicalId}` : `it holds ${piece.attribute} of ${piece.logicalId}`
    case 'unknown':
      return `it ${piece.reason}`
  }
}

const noName = '?'

/** What stands for a part of a text that has no name. */
export const unnamed = `\${${noName}}`

/** A text as `Fn::Sub` would write it: what is not known as `${…}`, `${?}` where it has no name. */
export function patternOf({ pieces }: Pick<TextValue, 'pieces'>): string {
  return pieces.map((each) => (typeof each === 'string' ? each : `\${${nameOf(each)}}`)).join('')
}

function nameOf(piece: Unresolved): string {
  switch (piece.kind) {
    case 'pseudo':
      return piece.name
    case 'input':
      return piece.parameter
    case 'resource':
      return piece.attribute === undefined ? piece.logicalId : `${piece.logicalId}.${piece.attribute}`
    case 'unknown':
      return noName
  }
}
