import * as v from 'valibot'

// Each message continues "<setting> is not …".
const filePath = v.pipe(v.string('a path'), v.nonEmpty('a path'))
const stage = v.pipe(v.string('a stage'), v.regex(/^[A-Za-z0-9_-]{1,32}$/, 'a stage: 1 to 32 letters, digits, "_" and "-"'))

/** Lambda API Reference, "CreateFunction" (FunctionName without ARN). */
const functionName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'a function\'s name: 1 to 64 letters, digits, "_" and "-"'))
/** IAM API Reference, "CreateRole" (RoleName). */
const roleName = v.pipe(
  v.string('the name of a role'),
  v.regex(/^[\w+=,.@-]{1,64}$/, 'the name of a role: 1 to 64 letters, digits and "+=,.@_-"'),
)
/** An exported name; Lambda Developer Guide, "Define Lambda function handler in Node.js". */
const exportName = v.pipe(v.string('the name of an export'), v.regex(/^[A-Za-z_$][\w$]*$/, 'the name of an export'))

const whole = (from: number, to: number) => {
  const message = `a whole number from ${from} to ${to}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(from, message), v.maxValue(to, message))
}

/** To valibot an empty list is an object without keys. */
const noList = (message: string) =>
  v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), message),
  )
const variables = 'an object of variables'
const functions = 'an object of functions'
const settings = 'an object of settings'

export const functionEntries = {
  entry: filePath,
  handler: v.optional(exportName),
  role: v.optional(roleName),
  stage: v.optional(stage),
  reaches: v.optional(v.array(v.string('the name of a secret'), 'a list of names of secrets')),
  /** Lambda API Reference, "CreateFunction" (Timeout, MemorySize). */
  timeoutSeconds: v.optional(whole(1, 900)),
  memoryMb: v.optional(whole(128, 10_240)),
  environment: v.optional(v.pipe(noList(variables), v.record(v.string(), v.string('text'), variables))),
}

const functionSettings = v.strictObject(functionEntries, 'an object with an entry')

export const configurationEntries = {
  functions: v.optional(v.pipe(noList(functions), v.record(functionName, functionSettings, functions))),
  declarations: v.optional(v.array(filePath, 'a list of paths')),
  /** A SAM or CloudFormation template, or what `cdk synth` wrote; it fills in what is not said here. */
  template: v.optional(filePath),
  stage: v.optional(stage),
  productionStages: v.optional(v.array(stage, 'a list of stages')),
}

export const configuration = v.pipe(noList(settings), v.strictObject(configurationEntries, settings))

/** What `sallyport.config.ts` exports by default; every setting may be left out but the `entry` of a function. */
export type Configuration = v.InferOutput<typeof configuration>

/**
 * A project's configuration, with its types: the default export of `sallyport.config.ts`.
 * @example
 * export default defineConfig({ functions: { checkout: { entry: 'src/handler.ts' } } })
 */
export function defineConfig(written: Configuration): Configuration {
  return written
}
