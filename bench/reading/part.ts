import type { MeasuredNode } from '../measuring/measured-node.ts'

/** One part of the table: what it measures, and how it prints it. */
export interface Part {
  name: string
  /** Its heading. */
  title: string
  /** Whether its figures depend on the Node that is measured. */
  isPerNode: boolean
  run(asked: Asked): Promise<void>
}

export interface Asked {
  node: MeasuredNode
  /** Rounds of the one who asks; default: the part's own. */
  rounds?: number | undefined
  /** How long a read that does not end is waited for, where AWS is in trouble. */
  patienceMs: number
  /** Rows to show of the sizes of bundles; default: all. */
  rows?: RegExp | undefined
  print(text: string): void
}
