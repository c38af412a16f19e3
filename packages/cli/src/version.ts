import { createRequire } from 'node:module'

// the package's own description is the one place of its version
const description = createRequire(import.meta.url)('../package.json') as { version: string } // what npm requires of every package.json

export const { version } = description
