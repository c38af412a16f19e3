import type { LackedStatement } from './statement-for.ts'

/** The statement as a function of an AWS SAM template takes it (SAM Developer Guide, "AWS::Serverless::Function", Policies). */
export function samSnippet({ Effect, Action, Resource, Condition = {} }: LackedStatement): string {
  return [
    'Policies:',
    '  - Statement:',
    `      - Effect: ${Effect}`,
    `        Action: ${Action}`,
    `        Resource: ${JSON.stringify(Resource)}`,
    ...Object.entries(Condition).flatMap(([operator, keys]) => [
      '        Condition:',
      `          ${operator}:`,
      ...Object.entries(keys).map(([key, values]) => `            ${key}: ${JSON.stringify(values)}`),
    ]),
  ].join('\n')
}
