import type { Service } from '../aws-client/endpoint.ts'

/** Where a secret lives; `name` may still hold `{stage}`. */
export interface Place {
  readonly service: Service
  readonly name: string
}

/** A name with `stage()` in place of each `{stage}`; it is asked for only where there is one. */
export const withStage = (name: string, stage: () => string) => name.replaceAll('{stage}', stage)
