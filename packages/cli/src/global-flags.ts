import * as v from 'valibot'
import { type Flag, flag } from './command.ts'

/** Flags that every command takes: the same words for AWS and for loopback. */
export const globalFlags: Readonly<Record<string, Flag>> = {
  local: flag('talk to AWS on loopback, not to AWS'),
  profile: flag("a profile of AWS's shared configuration files", 'NAME'),
  region: flag('the region to talk to', 'REGION'),
  stage: flag('what {stage} in names stands for', 'STAGE'),
  confirm: flag('the name of the production stage that may be changed, where nobody can be asked', 'STAGE'),
  config: flag('the configuration; default: sallyport.config.ts, upward from here', 'FILE'),
  data: flag('data folder of AWS on loopback; default: SALLYPORT_LOCAL, else .sallyport, upward from here', 'DIR'),
  json: flag('answer in JSON; errors too, on stderr'),
  quiet: flag('no talk on stderr but errors'),
  noInput: flag('never ask; fail instead, and say which flag answers'),
}

const globalsSchema = v.object({
  local: v.optional(v.boolean(), false),
  profile: v.optional(v.string()),
  region: v.optional(v.string()),
  stage: v.optional(v.string()),
  confirm: v.optional(v.string()),
  config: v.optional(v.string()),
  data: v.optional(v.string()),
  json: v.optional(v.boolean(), false),
  quiet: v.optional(v.boolean(), false),
  noInput: v.optional(v.boolean(), false),
})

export type Globals = v.InferOutput<typeof globalsSchema>

/** The global flags out of everything that stood on the command line. */
export function globalsOf(given: unknown): Globals {
  return v.parse(globalsSchema, given)
}
