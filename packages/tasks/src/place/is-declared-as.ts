import { stageForm } from '../stage.ts'

/**
 * Whether `name` is the place that a declaration writes with `{stage}` and `{id}`: in this stage, or in any when none is said; any member
 * of a family.
 */
export function isDeclaredAs(name: string, declared: string, stage: string | undefined): boolean {
  const inStage = stage ?? stageForm
  const pattern = withoutSlash(declared)
    .split(/(\{stage\}|\{id\})/)
    .map((part) => (part === '{stage}' ? inStage : part === '{id}' ? '[^/]+' : escaped(part)))
    .join('')
  return new RegExp(`^${pattern}$`).test(withoutSlash(name))
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, '')
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
