import { type Check, ok, problem } from '../check.ts'

/** The oldest Node that the packages run on. */
const oldest = [20, 19] as const

export const node: Check = {
  name: 'node',
  run: async () => [nodeFinding(process.versions.node)],
}

export function nodeFinding(version: string) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  if (isEnough) return ok(`Node ${version}`)
  return problem(`Node ${version} is older than ${oldest.join('.')}`, "install Node 24, Lambda's current runtime")
}
