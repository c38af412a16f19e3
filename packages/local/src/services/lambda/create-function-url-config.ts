import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { boolean, enumeration, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { functionName, qualifier } from './function-shapes.ts'

const headerNames = optional(list(text({ max: 1024 }), { max: 100 }))

export const createFunctionUrlConfig = operation({
  name: 'CreateFunctionUrlConfig',
  http: { method: 'POST', path: '/2021-10-31/functions/{FunctionName}/url', query: { Qualifier: 'Qualifier' }, status: 201 },
  input: {
    FunctionName: functionName,
    Qualifier: qualifier,
    AuthType: enumeration('NONE', 'AWS_IAM'),
    Cors: optional(
      structure({
        AllowCredentials: optional(boolean()),
        AllowHeaders: headerNames,
        AllowMethods: optional(list(enumeration('GET', 'PUT', 'HEAD', 'POST', 'PATCH', 'DELETE', '*'), { max: 6 })),
        AllowOrigins: optional(list(text({ min: 1, max: 253 }), { max: 100 })),
        ExposeHeaders: headerNames,
        MaxAge: optional(integer({ min: 0, max: 86_400 })),
      }),
    ),
    InvokeMode: optional(enumeration('BUFFERED', 'RESPONSE_STREAM')),
  },
  permissions: ({ FunctionName, Qualifier, AuthType }, { functions }) => [
    {
      action: 'lambda:CreateFunctionUrlConfig',
      resource: functions.arnOf(FunctionName, Qualifier),
      context: { 'lambda:FunctionUrlAuthType': AuthType },
    },
  ],
  responseElements: ({ FunctionUrl, FunctionArn, AuthType }) => ({
    functionUrl: FunctionUrl,
    functionArn: FunctionArn,
    authType: AuthType,
  }),
  changes: true,
  run({ FunctionName, Qualifier, AuthType, Cors, InvokeMode = 'BUFFERED' }, { functions, functionUrls, now }) {
    const record = functions.find(FunctionName, Qualifier)
    if (InvokeMode === 'RESPONSE_STREAM') {
      throw awsError('InvalidParameterValueException', 'AWS on loopback does not support InvokeMode RESPONSE_STREAM: take BUFFERED')
    }
    if (record.url !== undefined) {
      const words = 'Error message:  FunctionUrlConfig exists for this Lambda function'
      throw awsError('ResourceConflictException', `Failed to create function url config for [functionArn = ${record.arn}]. ${words}`, {
        status: 409,
      })
    }
    const id = functionUrls.create(record.name)
    const createdAt = now()
    functions.save({
      ...record,
      url: { id, authType: AuthType, ...(Cors !== undefined && { cors: Cors }), createdAt: createdAt.getTime() },
    })
    return {
      FunctionUrl: functionUrls.addressOf(id),
      FunctionArn: record.arn,
      AuthType,
      Cors,
      CreationTime: createdAt.toISOString(),
      InvokeMode,
    }
  },
})
