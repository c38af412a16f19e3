import { relativeTo } from './relative-to.ts'
import type { VariableUse } from './variable-uses.ts'

/**
 * Why the reads of a variable in a file are left to a person, continuing `file:line`; `undefined` where a handle may take their place.
 * @param handle the export that a person would read instead
 */
export function whyNotReplaced(
  { file, readers, variable, isOneSecret }: VariableUse,
  handle: string,
  { root, isLeftOut }: { readonly root: string; readonly isLeftOut: boolean },
): string | undefined {
  const value = `(await ${handle}.get()).reveal()`
  const setting = readers.flatMap(({ code }) => code?.reads.reads ?? []).filter((each) => each.how === 'assigned' && each.file !== file)
  const elsewhere = setting.find((each) => each.variable === variable) ?? setting.find((each) => each.variable === undefined)
  if (elsewhere !== undefined) {
    const at = `${relativeTo(root, elsewhere.file)}:${elsewhere.line}`
    const why = elsewhere.variable === undefined ? 'may set or delete: see that it does not' : 'sets or deletes: take that away'
    return `reads ${variable}, which ${at} ${why}, then write ${value}`
  }
  if (!isOneSecret) return `reads ${variable}, which holds different values in the functions that share this file: hand the value in`
  if (isLeftOut) return `reads ${variable} in a file that git leaves out, as what a build makes: write ${value} in what it is made from`
  return readers.some(({ obstacle }) => obstacle !== undefined)
    ? `reads ${variable}: write ${value} in an async function, once its role may read the secret`
    : undefined
}
