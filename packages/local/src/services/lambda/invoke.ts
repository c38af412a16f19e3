import { randomUUID } from 'node:crypto'
import { operation } from '../../operation.ts'
import { blob, enumeration, text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import { functionName, qualifier } from './function-shapes.ts'
import { invocationRefusal } from './invocation-refusal.ts'
import { clientContextOf, eventOf } from './invoke-payload.ts'
import { resourcePermission } from './resource-permission.ts'

/** A data event, as on AWS: the trail of management events does not have it. */
export const invoke = operation({
  name: 'Invoke',
  http: {
    method: 'POST',
    path: '/2015-03-31/functions/{FunctionName}/invocations',
    query: { Qualifier: 'Qualifier' },
    headers: { InvocationType: 'X-Amz-Invocation-Type', LogType: 'X-Amz-Log-Type', ClientContext: 'X-Amz-Client-Context' },
    payload: 'Payload',
    status: { member: 'StatusCode' },
    answerHeaders: { FunctionError: 'X-Amz-Function-Error', LogResult: 'X-Amz-Log-Result', ExecutedVersion: 'X-Amz-Executed-Version' },
    answerPayload: 'Payload',
  },
  input: {
    FunctionName: functionName,
    Qualifier: qualifier,
    InvocationType: optional(enumeration('RequestResponse', 'Event', 'DryRun')),
    LogType: optional(enumeration('None', 'Tail')),
    ClientContext: optional(text()),
    Payload: optional(sensitive(blob())),
  },
  permissions: ({ FunctionName, Qualifier }, account) => {
    const resource = account.functions.arnOf(FunctionName, Qualifier)
    return [resourcePermission(account.functions.peek(FunctionName), account, { action: 'lambda:InvokeFunction', resource })]
  },
  recorded: false,
  async run({ FunctionName, Qualifier, InvocationType = 'RequestResponse', LogType = 'None', ClientContext, Payload }, { functions }) {
    const record = functions.find(FunctionName, Qualifier)
    const request = { requestId: randomUUID(), event: eventOf(Payload, InvocationType), clientContext: clientContextOf(ClientContext) }
    if (InvocationType === 'DryRun') return { StatusCode: 204 }

    const invocation = functions.runtime.invoke(functions.deploymentOf(record), request)
    if (InvocationType === 'Event') {
      // the caller is not told how it ends, the function's log is; AWS would try twice more after an error, this does not yet
      invocation.catch((error: unknown) =>
        functions.runtime.logFailure(record.arn, error instanceof Error ? error.message : 'unknown error'),
      )
      return { StatusCode: 202 }
    }
    const { payload, functionError, logResult } = await invocation.catch((error: unknown) => {
      throw invocationRefusal(error)
    })
    return {
      StatusCode: 200,
      FunctionError: functionError,
      LogResult: LogType === 'Tail' ? logResult : undefined,
      ExecutedVersion: '$LATEST',
      Payload: payload,
    }
  },
})
