import type { ProjectFunction } from '@sallyport/project'
import * as v from 'valibot'
import { functionPolicy, noKeys } from '../grant/function-policy.ts'
import { requestedFunction } from '../grant/requested-function.ts'
import { toldDefaults } from '../place/told-defaults.ts'
import { task } from '../task.ts'
import { TaskError } from '../task-error.ts'
import { deployed, deploymentChanges } from './deployment.ts'
import { executionRole, grantReads } from './execution-role.ts'
import { tellMissing } from './missing-secrets.ts'
import { zipOf } from './zip.ts'

/** Builds a function from its code, puts it and its role on loopback, and invokes it. */
export const invoke = task({
  name: 'invoke',
  summary: 'build a function, put it on loopback with its role, and invoke it',
  input: {
    function: v.pipe(v.string(), v.minLength(1)),
    /** The event, as JSON; default: `{}`. */
    event: v.optional(v.string(), '{}'),
    /** Leaves the role's policies as they are. */
    noGrant: v.optional(v.boolean(), false),
  },
  output: v.object({
    function: v.string(),
    role: v.string(),
    deployed: v.picklist(deploymentChanges),
    /** What the handler gave, as the text that Lambda sends. */
    payload: v.string(),
    /** `Unhandled` when the handler failed; `payload` then tells the error. */
    functionError: v.optional(v.string()),
    /** The end of the function's log, at most 4 KB. */
    log: v.string(),
  }),
  async run({ function: name, event, noGrant }, context) {
    const { account, progress } = context
    if (account.target !== 'local') throw new TaskError('WRONG_USE', { message: 'invoke does not deploy to AWS yet: say `target: local`' })
    assertJson(event)
    const { bundleFunction } = await import('@sallyport/project')
    const found = await requestedFunction(name, 'invoke', context)
    progress(`building ${found.name}`)
    const bundle = await bundleFunction(found) // first: what does not build has no reach to speak of
    const granted = noGrant ? undefined : await functionPolicy(found, context, () => noKeys)
    const roleArn = await executionRole(found.role, context)
    const isGrantedAnew = granted !== undefined && (await grantReads(granted, context))
    if (granted !== undefined) await tellMissing(granted, context)
    const stage = await context.stage(found.stage)
    const environment = { ...conditional(found), ...found.environment, ...(stage === undefined ? {} : { SALLYPORT_STAGE: stage }) }
    for (const each of toldDefaults(usedDefaults(found, environment))) progress(each)
    const lambda = await account.lambda()
    const change = await deployed(
      {
        name: found.name,
        zip: await zipOf(bundle.files),
        handler: bundle.handler,
        roleArn,
        timeoutSeconds: found.timeoutSeconds,
        memoryMb: found.memoryMb,
        isFresh: isGrantedAnew,
        environment,
      },
      lambda,
    )
    progress(`function ${found.name} ${change}`)
    const answer = await lambda.invoke({ FunctionName: found.name, Payload: Buffer.from(event), LogType: 'Tail' })
    return {
      function: found.name,
      role: found.role,
      deployed: change,
      payload: Buffer.from(answer.Payload ?? []).toString('utf8'),
      ...(answer.FunctionError === undefined ? {} : { functionError: answer.FunctionError }),
      log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
    }
  },
})

/** On loopback nothing is deployed with other parameters: a variable that a condition decides has what the defaults give. */
function conditional({ byDefault = {} }: ProjectFunction): Record<string, string> {
  return Object.fromEntries(Object.entries(byDefault).map(([name, { value }]) => [name, value]))
}

function usedDefaults({ byDefault = {} }: ProjectFunction, environment: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(byDefault).filter(([name, { value }]) => environment[name] === value))
}

function assertJson(event: string): void {
  try {
    JSON.parse(event)
  } catch {
    throw new TaskError('WRONG_USE', { message: 'the event is not JSON: look for a quote or a bracket that is missing' })
  }
}
