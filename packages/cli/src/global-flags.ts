import * as v from 'valibot'
import { type Flag, flag } from './command.ts'

/** Flags that every command takes: the same words for AWS and for loopback. */
export const globalFlags = {
  local: flag('talk to AWS on loopback, not to AWS'),
  profile: flag("a profile of AWS's shared configuration files", 'NAME'),
  region: flag('the region to talk to', 'REGION'),
  stage: flag('what {stage} in names stands for', 'STAGE'),
  confirm: flag('the production stage that may be changed, or the name of what may be deleted for good, where nobody can be asked', 'NAME'),
  config: flag('the configuration; default: sallyport.config.ts, upward from here', 'FILE'),
  data: flag('data folder of AWS on loopback; default: SALLYPORT_LOCAL, else .sallyport, upward from here', 'DIR'),
  json: flag('answer in JSON; errors too, on stderr'),
  quiet: flag('no talk on stderr but errors'),
  noInput: flag('never ask; fail instead, and say which flag answers'),
} satisfies Record<string, Flag>

type GlobalFlags = typeof globalFlags

/** What the global flags were given: a text where something stands after the flag, otherwise a yes or no. */
export type Globals = {
  readonly [Name in keyof GlobalFlags]: GlobalFlags[Name]['takes'] extends string ? string | undefined : boolean
}

const globalsSchema = v.object(
  Object.fromEntries(
    Object.entries<Flag>(globalFlags).map(([name, { takes }]) => [
      name,
      takes === undefined ? v.optional(v.boolean(), false) : v.optional(v.string()),
    ]),
  ),
)

/** The global flags out of everything that stood on the command line. */
export function globalsOf(given: unknown): Globals {
  return v.parse(globalsSchema, given) as Globals // the schema has been made from the same flags, which the compiler cannot follow
}
