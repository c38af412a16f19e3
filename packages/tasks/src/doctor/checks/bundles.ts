import { relative } from 'node:path'
import { isProjectError } from '../../project-failure.ts'
import { type Check, type Finding, ok, problem, skipped } from '../check.ts'

export const bundles: Check = {
  name: 'bundles',
  after: ['project'],
  limitMs: 60_000,
  async run({ project }) {
    const { functions, root } = await project()
    if (functions.length === 0) return [skipped('no function is named')]
    const { bundleFunction } = await import('@sallyport/project')
    const findings: Finding[] = []
    for (const each of functions) {
      const failed = await bundleFunction(each).then(
        () => undefined,
        (error: unknown) => error,
      )
      if (failed === undefined) continue
      if (!isProjectError(failed)) throw failed
      const at =
        failed.file === undefined ? relative(root, each.entry) : `${failed.file}${failed.line === undefined ? '' : `:${failed.line}`}`
      findings.push(problem(failed.message, `correct ${at}`))
    }
    const built = functions.length - findings.length
    return [...(built === 0 ? [] : [ok(`${built} of ${functions.length} functions ${built === 1 ? 'builds' : 'build'}`)]), ...findings]
  },
}
