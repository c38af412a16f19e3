import { shellWord } from '@sallyport/tasks'

interface Shell {
  set(name: string, value: string): string
  unset(name: string): string
}

const shellByName = {
  sh: { set: (name, value) => `export ${name}=${shellWord(value)}`, unset: (name) => `unset ${name}` },
  fish: { set: (name, value) => `set -gx ${name} '${value.replace(/[\\']/g, '\\$&')}'`, unset: (name) => `set -e ${name}` },
  powershell: {
    set: (name, value) => `$env:${name} = '${value.replaceAll("'", "''")}'`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction Ignore`,
  },
} as const satisfies Record<string, Shell>

export type ShellName = keyof typeof shellByName

export const shells = Object.keys(shellByName)

export function isShell(name: unknown): name is ShellName {
  return typeof name === 'string' && Object.hasOwn(shellByName, name)
}

/** Lines for a shell to evaluate: what to set, and what would win over it and so must go. */
export function shellLines(shell: ShellName, variables: Readonly<Record<string, string>>, unwanted: readonly string[]): string[] {
  const { set, unset } = shellByName[shell]
  return [...unwanted.map(unset), ...Object.entries(variables).map(([name, value]) => set(name, value))]
}
