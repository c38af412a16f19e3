import { relative } from 'node:path'
import { type Check, ok, warning } from '../check.ts'

export const project: Check = {
  name: 'project',
  limitMs: 15_000, // a configuration is given 10 seconds to load
  async run(context) {
    const { root, cwd, configurationFile, functions, templates = [] } = await context.project()
    if (functions.length === 0) {
      const what =
        configurationFile === undefined
          ? `${root} has neither configuration nor function in a template`
          : `${relative(cwd, configurationFile)} names no function`
      return [warning(`${what}, so that functions are known by their files alone`, 'name them in sallyport.config.ts, or go on with paths')]
    }
    const files = configurationFile === undefined ? templates.map(({ file }) => file) : [configurationFile]
    const from = files.map((file) => relative(cwd, file)).join(', ')
    return [ok(`${from}: ${functions.length === 1 ? 'function' : 'functions'} ${functions.map(({ name }) => name).join(', ')}`)]
  },
}
