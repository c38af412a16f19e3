import type { FoundRead } from './found-read.ts'

/** A place where a file puts something of its own into a variable. */
export interface SetInFile {
  readonly line: number
  readonly isNamed: boolean
}

/**
 * What a person changes where a read cannot be replaced by itself.
 * @param value what takes the variable's place: `(await stripe.get()).reveal()`
 * @param set where the same file sets or deletes the variable, or may do so by a name that is not written there
 */
export function adviceFor({ variable, how, within, isStartOfStatement }: FoundRead, value: string, set?: SetInFile): string {
  if (how === 'plain' && set !== undefined)
    return set.isNamed
      ? `reads ${variable}, which line ${set.line} sets or deletes: take that away, then write ${value}`
      : `reads ${variable}, which line ${set.line} may set or delete: see that it does not, then write ${value}`
  switch (how) {
    case 'whole':
      return 'hands on all of process.env, or asks for a name that is computed: see that nothing there needs a variable that goes'
    case 'assigned':
      if (variable === undefined)
        return 'sets or deletes variables whose names are not written there: see that none of them is one that goes'
      return `sets or deletes ${variable}: take that away, and give a value in tests by sallyport/testing`
    case 'compared':
      return `looks whether ${variable} is set: take that away, as get() throws where there is no value`
    case 'default':
      return `has a default for ${variable}: write ${value} without it${whereToRead(within)}, as get() throws where there is no value`
    case 'destructured':
      return `takes ${variable} out of process.env: take it from the pattern and write ${value} where it is used${whereToRead(within)}`
    case 'plain':
      return plainAdvice(variable, within, isStartOfStatement, value)
  }
}

function plainAdvice(variable: string | undefined, within: FoundRead['within'], isStartOfStatement: boolean, value: string): string {
  switch (within) {
    case 'module':
      return `reads ${variable} while its module loads: write ${value} in the async function that uses it`
    case 'function':
      return `reads ${variable} in a function that is not async: make it async, await it wherever it is called, and write ${value}`
    case 'parameter':
      return `reads ${variable} in the default of a parameter: write ${value} where the parameter is used, in an async function`
    case 'class':
      return `reads ${variable} while its class or an instance of it is made: write ${value} in the async method that uses it`
    case 'async function':
      return isStartOfStatement ? `begins a statement with ${variable}: write ${value} there` : `reads ${variable}: write ${value}`
  }
}

function whereToRead(within: FoundRead['within']): string {
  return within === 'async function' ? '' : ', in an async function'
}
