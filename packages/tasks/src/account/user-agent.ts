import { createRequire } from 'node:module'

// the package's own description is the one place of its version
const { version } = createRequire(import.meta.url)('../../package.json') as { version: string } // what npm requires of every package.json

/** Names the command in CloudTrail, so that an audit can tell a person's `sallyport` from a function. */
export const userAgent: [string, string][] = [['sallyport', version]]
