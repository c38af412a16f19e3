import * as v from 'valibot'

/** A whole number of a range, or its digits, as a command line has them. */
export function wholeNumber(from: number, to: number) {
  const isInRange = (value: string | number) => {
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
    return typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to
  }
  return v.pipe(v.union([v.string(), v.number()]), v.check(isInRange, `a whole number from ${from} to ${to}`), v.transform(Number))
}
