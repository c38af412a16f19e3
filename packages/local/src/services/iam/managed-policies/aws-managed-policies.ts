/** A policy that AWS itself keeps, the same for every account. */
export interface AwsManagedPolicy {
  readonly name: string
  readonly path: string
  /** The version in force, and when AWS made it. */
  readonly versionId: string
  readonly versionCreatedAt: string
  readonly document: object
}

/**
 * Those that functions and the people behind secrets are most often given; a line more is one more.
 * Source: AWS Managed Policy Reference Guide, the page of each policy, as of 2026-11-24.
 */
export const awsManagedPolicies: readonly AwsManagedPolicy[] = [
  {
    name: 'AdministratorAccess',
    path: '/',
    versionId: 'v1',
    versionCreatedAt: '2015-02-06T18:39:46Z',
    document: statements({ Effect: 'Allow', Action: '*', Resource: '*' }),
  },
  {
    name: 'AWSLambdaBasicExecutionRole',
    path: '/service-role/',
    versionId: 'v1',
    versionCreatedAt: '2015-04-09T15:03:43Z',
    document: statements({
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    }),
  },
  {
    name: 'AWSLambdaVPCAccessExecutionRole',
    path: '/service-role/',
    versionId: 'v3',
    versionCreatedAt: '2024-01-05T22:38:26Z',
    document: statements({
      Sid: 'AWSLambdaVPCAccessExecutionPermissions',
      Effect: 'Allow',
      Action: [
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
        'ec2:CreateNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSubnets',
        'ec2:DeleteNetworkInterface',
        'ec2:AssignPrivateIpAddresses',
        'ec2:UnassignPrivateIpAddresses',
      ],
      Resource: '*',
    }),
  },
  {
    name: 'AWSXRayDaemonWriteAccess',
    path: '/',
    versionId: 'v2',
    versionCreatedAt: '2024-02-13T21:58:30Z',
    document: statements({
      Sid: 'AWSXRayDaemonWriteAccess',
      Effect: 'Allow',
      Action: [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
        'xray:GetSamplingStatisticSummaries',
      ],
      Resource: ['*'],
    }),
  },
  {
    name: 'AmazonSSMReadOnlyAccess',
    path: '/',
    versionId: 'v1',
    versionCreatedAt: '2015-05-29T17:44:19Z',
    document: statements({ Effect: 'Allow', Action: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'], Resource: '*' }),
  },
  {
    name: 'SecretsManagerReadWrite',
    path: '/',
    versionId: 'v6',
    versionCreatedAt: '2026-08-25T23:37:10Z',
    document: statements(
      {
        Sid: 'BasePermissions',
        Effect: 'Allow',
        Action: [
          'secretsmanager:*',
          'cloudformation:CreateChangeSet',
          'cloudformation:DescribeChangeSet',
          'cloudformation:DescribeStackResource',
          'cloudformation:DescribeStacks',
          'cloudformation:ExecuteChangeSet',
          'docdb-elastic:GetCluster',
          'docdb-elastic:ListClusters',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
          'kms:DescribeKey',
          'kms:ListAliases',
          'kms:ListKeys',
          'lambda:ListFunctions',
          'rds:DescribeDBClusters',
          'rds:DescribeDBInstances',
          'redshift:DescribeClusters',
          'redshift-serverless:ListWorkgroups',
          'redshift-serverless:GetNamespace',
          'tag:GetResources',
        ],
        Resource: '*',
      },
      {
        Sid: 'LambdaPermissions',
        Effect: 'Allow',
        Action: [
          'lambda:AddPermission',
          'lambda:CreateFunction',
          'lambda:GetFunction',
          'lambda:InvokeFunction',
          'lambda:UpdateFunctionConfiguration',
        ],
        Resource: 'arn:aws:lambda:*:*:function:SecretsManager*',
      },
      {
        Sid: 'SARPermissions',
        Effect: 'Allow',
        Action: ['serverlessrepo:CreateCloudFormationChangeSet', 'serverlessrepo:GetApplication'],
        Resource: 'arn:aws:serverlessrepo:*:*:applications/SecretsManager*',
      },
      {
        Sid: 'S3Permissions',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: ['arn:aws:s3:::awsserverlessrepo-changesets*', 'arn:aws:s3:::secrets-manager-rotation-apps-*/*'],
      },
      {
        Sid: 'CloudFormationTagOnCreate',
        Effect: 'Allow',
        Action: ['cloudformation:TagResource', 'cloudformation:UntagResource'],
        Resource: '*',
        Condition: { StringEquals: { 'cloudformation:CreateAction': ['CreateChangeSet', 'ExecuteChangeSet'] } },
      },
    ),
  },
]

function statements(...Statement: readonly object[]): object {
  return { Version: '2012-10-17', Statement }
}
