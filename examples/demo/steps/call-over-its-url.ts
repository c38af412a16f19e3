import { AddPermissionCommand, CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda'
import { freshEnvironments } from '../fresh-environments.ts'
import { holds } from '../narrator.ts'
import type { Step } from '../scene.ts'
import { call } from '../url-requests.ts'

/** The function gets a URL and is called over it by real requests. */
export const callOverItsUrl: Step = {
  title: 'The function gets a URL and is called over it',
  async run(scene) {
    const { clients, heard, say } = scene
    // Both are needed to call a URL without a signature (Lambda Developer Guide, "Control access to Lambda function URLs").
    const everybody = { FunctionName: 'checkout', Principal: '*' }
    await clients.lambda.send(
      new AddPermissionCommand({ ...everybody, StatementId: 'url', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
    )
    await clients.lambda.send(
      new AddPermissionCommand({ ...everybody, StatementId: 'by-url', Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    )
    const { FunctionUrl } = await clients.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: 'checkout', AuthType: 'NONE' }))
    holds(FunctionUrl !== undefined, 'the function has a URL', FunctionUrl)
    scene.url = FunctionUrl
    await freshEnvironments(scene)
    const cold = await call(FunctionUrl)
    const warm = await call(FunctionUrl)
    heard.push(cold.body, warm.body)
    holds(cold.status === 200 && warm.status === 200, 'the payment API took the charge', cold)
    say(`POST ${FunctionUrl}`)
    say(`the payment API answers ${cold.body}`)
    say(`cold: ${cold.ms.toFixed(0)} ms, a new execution environment and one read of the secret included; warm: ${warm.ms.toFixed(1)} ms`)
  },
}
