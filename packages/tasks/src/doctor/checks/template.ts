import { relative } from 'node:path'
import { type Check, type Finding, ok, problem, skipped, warning } from '../check.ts'
import { toldAs } from '../told-as.ts'

/** Whether the project's templates can be read, and what in them cannot. */
export const template: Check = {
  name: 'template',
  after: ['project'],
  async run(context) {
    const { templates = [], notRead = [], templateProblem, cwd } = await context.project()
    const findings: Finding[] = [
      ...templates.map(({ file, functions: { length } }) =>
        ok(`${relative(cwd, file)}: ${length === 1 ? '1 function' : `${length} functions`}`),
      ),
      ...(templateProblem === undefined ? [] : [templateFinding(templateProblem)]),
      ...notRead.map(({ file, line, reason }) => warning(reason, `look at ${relative(cwd, file)}:${line}`)),
    ]
    return findings.length === 0 ? [skipped('there is none')] : findings
  },
}

function templateFinding({ message, file, line }: { message: string; file: string | undefined; line: number | undefined }): Finding {
  const { text, cure = file === undefined ? 'look at the template' : `look at ${file}${line === undefined ? '' : `:${line}`}` } =
    toldAs(message)
  return problem(text, cure)
}
