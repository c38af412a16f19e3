import type { Template } from '@sallyport/project'

/** Names that templates give to the parameter that tells one stage from another. */
const names = ['Stage', 'StageName', 'Environment', 'EnvironmentName', 'Env', 'EnvName']

/** The parameter of a template that is its stage, by its name. */
export function stageParameterIn({ parameters }: Pick<Template, 'parameters'>): string | undefined {
  return names.find((each) => parameters.some(({ name }) => name === each))
}
