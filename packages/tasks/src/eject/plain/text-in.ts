import { parsed } from './parsed.ts'
import type { Stored } from './stored.ts'

export function textIn({ text }: Stored, field?: string): string {
  if (text === undefined) throw new Error('the stored value is binary')
  if (field === undefined) return text
  const value = fieldIn(parsed(text), field)
  if (typeof value !== 'string') throw new Error(`the stored value has no text in field ${field}`)
  return value
}

function fieldIn(document: unknown, field: string): unknown {
  return typeof document === 'object' && document !== null ? Object.entries(document).find(([name]) => name === field)?.[1] : undefined
}
