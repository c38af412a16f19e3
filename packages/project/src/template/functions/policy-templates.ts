import { unnamed } from './pattern.ts'
import type { TemplateStatement } from './statements.ts'

type Given = Readonly<Record<string, string>>

const own = `\${AWS::Region}:\${AWS::AccountId}`
const allow = (Action: string[], Resource: string): TemplateStatement => ({ Effect: 'Allow', Action, Resource: [Resource] })
const readParameters = ['ssm:GetParameters', 'ssm:GetParameter', 'ssm:GetParametersByPath']
const describeParameters = allow(['ssm:DescribeParameters'], '*')

/**
 * What SAM's policy templates allow, of those that have to do with secrets.
 * Source: AWS SAM Developer Guide, "AWS SAM policy template list".
 */
export const policyTemplates: Readonly<Record<string, (given: Given) => TemplateStatement[]>> = {
  AWSSecretsManagerGetSecretValuePolicy: ({ SecretArn = unnamed }) => [allow(['secretsmanager:GetSecretValue'], SecretArn)],
  KMSDecryptPolicy: ({ KeyId = unnamed }) => [allow(['kms:Decrypt'], `arn:\${AWS::Partition}:kms:${own}:key/${KeyId}`)],
  SSMParameterReadPolicy: ({ ParameterName = unnamed }) => [
    describeParameters,
    allow(readParameters, `arn:\${AWS::Partition}:ssm:${own}:parameter/${ParameterName}`),
  ],
  SSMParameterWithSlashPrefixReadPolicy: ({ ParameterName = unnamed }) => [
    describeParameters,
    allow(readParameters, `arn:\${AWS::Partition}:ssm:${own}:parameter${ParameterName}`),
  ],
}
