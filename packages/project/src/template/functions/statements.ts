import { isRecord } from '../../declaration/place.ts'
import type { Value } from '../intrinsics/value.ts'
import { patternOf, unnamed } from './pattern.ts'

/** A statement as a template has it; what is known only when it is deployed stays as `${…}`, as `Fn::Sub` would write it. */
export interface TemplateStatement {
  readonly Sid?: string
  readonly Effect: string
  readonly Action?: readonly string[]
  readonly NotAction?: readonly string[]
  readonly Resource?: readonly string[]
  readonly NotResource?: readonly string[]
  readonly Condition?: unknown
}

export function statementsIn(document: unknown): TemplateStatement[] | undefined {
  if (!isRecord(document)) return undefined
  const statements = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']]
  return statements.every(isRecord) ? statements.map(statementOf) : undefined
}

function statementOf(written: Record<string, unknown>): TemplateStatement {
  const lists = ['Action', 'NotAction', 'Resource', 'NotResource'].flatMap((key) => (key in written ? [[key, texts(written[key])]] : []))
  return {
    ...(typeof written['Sid'] === 'string' && { Sid: written['Sid'] }),
    Effect: String(written['Effect'] ?? ''),
    ...Object.fromEntries(lists),
    ...('Condition' in written && { Condition: written['Condition'] }),
  }
}

function texts(written: unknown): string[] {
  return (Array.isArray(written) ? written : [written]).flat().map((each) => (typeof each === 'string' ? each : unnamed))
}

/** A value as plain data. */
export function jsonOf(value: Value): unknown {
  switch (value.kind) {
    case 'text':
      return patternOf(value)
    case 'list':
      return value.items.map(jsonOf)
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, each]) => [key, jsonOf(each)]))
    case 'oneOf':
      return value.values.map(jsonOf) // every branch: what one of them allows may be allowed
    case 'absent':
      return undefined
  }
}
