import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The built runtime client. By the package's own name, so that the source, too, finds the built program: Node.js 20 cannot run the other. */
export function runtimeProgram(): string {
  const manifest = createRequire(import.meta.url).resolve('@sallyport/local/package.json')
  return join(dirname(manifest), 'dist/runtime-api/runtime-client/main.js')
}
