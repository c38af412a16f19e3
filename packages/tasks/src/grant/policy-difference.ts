import { diffArrays } from 'diff'

/**
 * Lines of `after` and of `before`, in order: what both have begins with a blank, what goes with `-`, what comes with `+`.
 * @example
 * difference('a\nb', 'b\nc') // ['-a', ' b', '+c']
 */
export function difference(before: string, after: string): string[] {
  return diffArrays(linesOf(before), linesOf(after)).flatMap(({ added, removed, value }) => {
    const mark = added ? '+' : removed ? '-' : ' '
    return value.map((line) => `${mark}${line}`)
  })
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
