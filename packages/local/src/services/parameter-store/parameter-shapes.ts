import { list, structure } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'

/** A name, an ARN, or either with a selector. Source: Systems Manager API Reference, "GetParameter", `Name`. */
export const parameterName = () => text({ min: 1, max: 2048 })

/** Source: Systems Manager API Reference, "Tag". */
export const parameterTags = () =>
  list(
    structure({
      Key: text({ min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }),
      Value: text({ max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }),
    }),
    { max: 1000 },
  )
