import { list, structure } from '../../shapes/containers.ts'
import { enumeration, text } from '../../shapes/scalars.ts'
import { filterKeys } from './secret-filters.ts'

/** Source: Secrets Manager API Reference, "Filter". */
export function filterList() {
  return list(
    structure({
      Key: enumeration(...filterKeys),
      Values: list(text({ max: 512, pattern: /^!?[a-zA-Z0-9 :_@/+=.\-!]*$/ }), { min: 1, max: 10 }),
    }),
    { max: 10 },
  )
}
