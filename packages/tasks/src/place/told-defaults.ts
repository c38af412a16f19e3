import type { VariableByDefault } from '@sallyport/project'

/** Variables that are named in one line. */
const maxNamed = 5

/**
 * A line for each set of parameters that variables follow from, since their defaults need not be what a stage is deployed with:
 * `NAMED is as the template has it by default, with Stage=prod (template.yaml:12)`.
 */
export function toldDefaults(variables: Readonly<Record<string, VariableByDefault>>): string[] {
  const groups = new Map<string, { names: string[]; first: VariableByDefault }>()
  for (const [name, each] of Object.entries(variables)) {
    const key = `${each.file} ${each.parameters.join(' ')}`
    const group = groups.get(key) ?? { names: [], first: each }
    groups.set(key, { ...group, names: [...group.names, name] })
  }
  return [...groups.values()].map(
    ({ names, first }) =>
      `${listed(names)} ${names.length === 1 ? 'is' : 'are'} as the template has ${names.length === 1 ? 'it' : 'them'} by default, with ${first.parameters.join(' and ')} (${first.file}:${first.line})`,
  )
}

function listed(names: readonly string[]): string {
  const more = names.length - maxNamed
  if (more > 0) return `${names.slice(0, maxNamed).join(', ')} and ${more} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
