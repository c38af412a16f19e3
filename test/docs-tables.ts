import { proseOf } from './documents.ts'

/** The rows of a page's tables, without their heads: the cells of each. */
export function tableRows(document: string, heading = /./): [first: string, ...others: string[]][] {
  const sections = proseOf(document).split(/^(?=## )/m)
  return sections
    .filter((section) => heading.test(section.slice(0, section.indexOf('\n'))))
    .flatMap((section) => [...section.matchAll(/^\|(?: ?-+ ?\|)+\n((?:\|.*\n)+)/gm)])
    .flatMap(([, body = '']) => body.trimEnd().split('\n'))
    .map((line) => {
      const [first = '', ...others] = line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/)
      return [first.trim(), ...others.map((cell) => cell.trim())]
    })
}
