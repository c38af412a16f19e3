import type { MissingStatement } from '../task-error.ts'

/** The statement as a function of an AWS SAM template takes it (SAM Developer Guide, "AWS::Serverless::Function", Policies). */
export function samSnippet({ Effect, Action, Resource }: MissingStatement): string {
  return [
    'Policies:',
    '  - Statement:',
    `      - Effect: ${Effect}`,
    `        Action: ${Action}`,
    `        Resource: ${JSON.stringify(Resource)}`,
  ].join('\n')
}
