import { relative } from 'node:path'
import type { ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import { requestedFunction } from './requested-function.ts'
import type { GrantInput } from './ways.ts'

/**
 * The function that is meant, with its role.
 * @throws TaskError `NOT_FOUND`; `WRONG_USE` when something is to be done with its role and nobody knows its name
 */
export async function functionToGrant(input: GrantInput, context: TaskContext): Promise<ProjectFunction> {
  const named = await requestedFunction(
    input.function,
    'grant',
    input.form === 'cdk' ? await withoutSynthesized(input.function, context) : context,
  )
  const found = input.role === undefined ? named : { ...named, role: input.role, isRoleKnown: true }
  const { template } = found
  // on loopback the role has the name that "invoke" gives it
  if ((input.apply || input.check) && !found.isRoleKnown && template !== undefined && context.account.target === 'aws') {
    const { role, file } = template
    const why = role.kind === 'unknown' ? role.reason : 'its name is made up when it is deployed'
    throw new TaskError('WRONG_USE', {
      message: `the role of function ${found.name} is not known (${relative(found.root, file)}:${role.line}: ${why}): give its name with \`role\`, or write the policy into the template with \`write\``,
    })
  }
  return found
}

/**
 * While the app is synthesized, the construct asks by an entry file; what the synth before wrote of it, perhaps for another stage, must not
 * count then.
 */
async function withoutSynthesized(nameOrEntry: string, context: TaskContext): Promise<TaskContext> {
  const project = await context.project()
  const isByName = project.functions.some(({ name, template }) => name === nameOrEntry || template?.logicalId === nameOrEntry)
  if (isByName || project.configurationFile !== undefined) return context
  const isOwn = ({ template }: ProjectFunction) => template?.template.cdkApp === undefined
  const rest = {
    ...project,
    functions: project.functions.filter(isOwn),
    templates: project.templates?.filter(({ cdkApp }) => cdkApp === undefined),
  }
  return { ...context, project: async () => rest }
}
