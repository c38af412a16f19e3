import type { FunctionInTemplate } from '@sallyport/project'

/** The stage that a template writes out for a function; `undefined` where it has none, or one that follows from what is deployed. */
export function stageOfFunction({ environment }: Pick<FunctionInTemplate, 'environment'>): string | undefined {
  const variable = environment['SALLYPORT_STAGE']
  if (variable?.value.kind !== 'text' || variable.assumes.length > 0 || variable.possible.length > 1) return undefined
  return variable.value.text || undefined
}
