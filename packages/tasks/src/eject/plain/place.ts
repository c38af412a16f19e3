/** Where a secret lives: the name or ARN of a secret, or of a parameter, or the variable that holds it. */
export type Place = string | { readonly env: string } | { readonly parameter: string | { readonly env: string }; readonly type?: string }

type Environment = Readonly<Record<string, string | undefined>>

export function nameIn(written: string | { readonly env: string }, env: Environment = process.env): string {
  const name = typeof written === 'string' ? written : env[written.env]
  if (name === undefined || name === '') throw new Error(`the variable that names a secret is not set: ${JSON.stringify(written)}`)
  return name.includes('{stage}') ? name.replaceAll('{stage}', stageIn(env)) : name
}

function stageIn(env: Environment): string {
  const found = env['SALLYPORT_STAGE'] || (env['AWS_LAMBDA_FUNCTION_NAME'] === undefined ? 'dev' : '')
  if (!/^[\w-]{1,32}$/.test(found)) throw new Error('SALLYPORT_STAGE is not set to a stage')
  return found
}

/** An ARN says its region; a name is in the function's own. */
export function regionIn(name: string): { region?: string } {
  const region = name.startsWith('arn:') ? name.split(':')[3] : undefined
  return region === undefined ? {} : { region }
}
