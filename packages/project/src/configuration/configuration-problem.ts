import * as v from 'valibot'
import { type configuration, configurationEntries, functionEntries } from './configuration.ts'
import { suggestion } from './suggestion.ts'

type Issue = v.InferIssue<typeof configuration>

/** One fault of a configuration, by the path of its setting. It never shows a value: one may be a secret put in the wrong place. */
export function problemIn(issue: Issue): string {
  const path = v.getDotPath(issue)
  if (path === null) return `the configuration is not ${issue.message}: export one with "export default defineConfig({ … })"`
  const key = String(issue.path?.at(-1)?.key)
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${path} is not a setting${suggestion(key, knownBeside(path))}`
  if (issue.input === undefined) return `${path} is missing: give it ${messageFor(key) ?? issue.message}`
  return `${path} is not ${issue.message}`
}

function knownBeside(path: string): string[] {
  return Object.keys(path.includes('.') ? functionEntries : configurationEntries)
}

/** A missing key is told by the object that lacks it, so its own words are looked up. */
function messageFor(key: string): string | undefined {
  return key === 'entry' ? "the path of the function's file" : undefined
}
