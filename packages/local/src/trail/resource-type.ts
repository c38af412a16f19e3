const typeByService: Readonly<Record<string, string>> = {
  'secretsmanager:secret': 'AWS::SecretsManager::Secret',
  'ssm:parameter': 'AWS::SSM::Parameter',
  'iam:role': 'AWS::IAM::Role',
  'iam:policy': 'AWS::IAM::Policy',
  'lambda:function': 'AWS::Lambda::Function',
}

/**
 * The type of the resource that an ARN names, as events have it.
 * Source: CloudTrail User Guide, "Viewing recent management events", resource types (those of CloudFormation).
 */
export function resourceType(arn: string): string | undefined {
  const [, , service, , , ...resource] = arn.split(':')
  const [kind] = resource.join(':').split(/[:/]/, 1)
  return typeByService[`${service}:${kind}`]
}
