import { compileGlob, matchesGlob } from '../evaluation/glob.ts'
import { valueOperator } from './condition-operator.ts'

export const stringLike = valueOperator('StringLike', (value, reading) => {
  const glob = compileGlob(value, reading)
  return (requested) => matchesGlob(glob, requested)
})
