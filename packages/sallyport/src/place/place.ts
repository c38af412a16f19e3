import type { Service } from '../aws-client/endpoint.ts'

/** Where a secret lives; `name` may still hold `{stage}`. */
export interface Place {
  readonly service: Service
  readonly name: string
}

const placeholder = '{stage}'

/** A name without its placeholders, to be checked. */
export const bare = (name: string) => name.replaceAll(placeholder, '-')

/** The place with the stage in it; `stage` is asked only where the name holds one. */
export function placeIn({ service, name }: Place, stage: () => string): Place {
  return { service, name: name.replaceAll(placeholder, stage) }
}
