import { forms, type Kind, kinds, maySign } from '../forms/forms.ts'

/** The kinds of a project's first secret, those that call somewhere before the others; who says none means the first. */
export const firstKinds = kinds
  .filter((kind) => forms[kind].asFirst !== undefined)
  .toSorted((one, other) => Number(maySign(other)) - Number(maySign(one))) as [Kind, ...Kind[]] // a text is one
