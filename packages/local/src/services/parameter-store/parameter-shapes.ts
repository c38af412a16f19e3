import { list, structure } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'

/** A name, an ARN, or either with a selector. Source: Systems Manager API Reference, "GetParameter", `Name`. */
export const parameterName = () => text({ min: 1, max: 2048 })

export const parameterLabel = () => text({ min: 1, max: 100 })

/** Source: Systems Manager API Reference, "ParameterStringFilter". */
export const parameterFilterKey = () => text({ min: 1, max: 132, pattern: /^(?:tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/ })

export const filterValues = () => list(text({ min: 1, max: 1024 }), { max: 50 })

/** Source: Systems Manager API Reference, "Tag". */
export const tagKey = () => text({ min: 1, max: 128, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u })

export const parameterTags = () =>
  list(
    structure({
      Key: tagKey(),
      Value: text({ max: 256, pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u }),
    }),
    { max: 1000 },
  )
