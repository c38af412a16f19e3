/** Names that templates give to the parameter that tells one stage from another. */
const names = ['Stage', 'StageName', 'Environment', 'EnvironmentName', 'Env', 'EnvName']

/** The parameter of a template that is its stage, by its name. */
export function stageParameterIn(text: string): string | undefined {
  const declared = text.trimStart().startsWith('{') ? parametersOfJson(text) : parametersOfYaml(text)
  return names.find((name) => declared.includes(name))
}

function parametersOfJson(text: string): string[] {
  const template: unknown = JSON.parse(text) // it was read as a template before
  const parameters: unknown = typeof template === 'object' && template !== null && 'Parameters' in template ? template.Parameters : {}
  return Object.keys(parameters ?? {})
}

function parametersOfYaml(text: string): string[] {
  const [, section = ''] = /^Parameters:[^\n]*\n((?:[ \t]+[^\n]*\n|[ \t\r]*\n|#[^\n]*\n)*)/m.exec(`${text}\n`) ?? []
  const indent = /^([ \t]+)[A-Za-z]/m.exec(section)?.[1]
  return indent === undefined ? [] : [...section.matchAll(new RegExp(`^${indent}([A-Za-z0-9]+):`, 'gm'))].flatMap(([, name]) => name ?? [])
}
