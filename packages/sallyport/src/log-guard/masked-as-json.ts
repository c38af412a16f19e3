/**
 * What is logged, for a console that makes JSON of it: one thing is an object in the line, several are a text, beside which the fields
 * of the first error stand. What holds no value is given back as it came.
 */
export function maskedAsJson(logged: unknown[], mask: (text: string) => string): unknown[] {
  if (logged.length === 1) return [maskedThing(logged[0], mask)]
  const text = process.getBuiltinModule('node:util').format(...logged)
  const clean = mask(text)
  const error = logged.find((each) => each instanceof Error)
  const cleanError = error && maskedError(error, mask)
  if (clean === text && cleanError === error) return logged
  return error ? ['%s%c', clean, cleanError] : [clean] // %c takes an argument and shows nothing: the error is there for its fields alone
}

function maskedThing(thing: unknown, mask: (text: string) => string): unknown {
  let text: string | undefined
  try {
    text = JSON.stringify(thing, asLambdaShowsErrors)
  } catch {
    text = process.getBuiltinModule('node:util').format(thing) // a circle, or a BigInt, which Lambda's console formats as well
    const clean = mask(text)
    return clean === text ? thing : clean
  }
  if (text === undefined || mask(text) === text) return thing
  const clean = maskedLeaves(JSON.parse(text), mask)
  const cleanText = JSON.stringify(clean)
  const isClean = mask(cleanText) === cleanText
  return isClean ? clean : mask(cleanText) // a value that reaches over several fields
}

/** As Lambda's console puts an error into its line: an error's message and stack are not enumerable. */
function asLambdaShowsErrors(_: string, thing: unknown): unknown {
  if (!(thing instanceof Error)) return thing
  const { message, stack } = thing
  return {
    errorType: thing.constructor?.name ?? 'UnknownError',
    errorMessage: message,
    stackTrace: stack?.split?.('\n') ?? stack,
    ...thing,
  }
}

function maskedLeaves(thing: unknown, mask: (text: string) => string): unknown {
  if (typeof thing === 'string') return mask(thing)
  if (typeof thing === 'number') return mask(String(thing)) === String(thing) ? thing : mask(String(thing))
  if (Array.isArray(thing)) return thing.map((each) => maskedLeaves(each, mask))
  if (typeof thing !== 'object' || thing === null) return thing
  return Object.fromEntries(Object.entries(thing).map(([key, value]) => [mask(key), maskedLeaves(value, mask)]))
}

/** An error of the same class to be logged in this one's place, which others may yet look into; itself when it holds no value. */
function maskedError(error: Error, mask: (text: string) => string): Error {
  const [message, stack] = [error.message, error.stack].map((text) => (typeof text === 'string' ? mask(text) : text))
  if (message === error.message && stack === error.stack) return error
  return Object.create(Object.getPrototypeOf(error), { message: { value: message }, stack: { value: stack } })
}
