import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { type Local, type LocalOptions, startLocal } from '../../src/index.ts'
import { zipOf } from './deployed.ts'

/** AWS on loopback with the clients that a test of functions needs. */
export class LambdaServer {
  readonly local: Local
  readonly iam: IAMClient
  readonly lambda: LambdaClient

  private constructor(local: Local) {
    this.local = local
    this.iam = new IAMClient(this.clientOptions())
    this.lambda = new LambdaClient(this.clientOptions())
  }

  static async start(options: LocalOptions = {}): Promise<LambdaServer> {
    return new LambdaServer(await startLocal({ port: 0, region: 'eu-west-1', ...options }))
  }

  clientOptions() {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.local
    return { endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 }
  }

  /** A role that Lambda may assume, with the right to what `statements` allow. @returns its ARN */
  async createRole(RoleName: string, { service = 'lambda.amazonaws.com', statements = [] as object[] } = {}): Promise<string> {
    const trust = { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }
    const { Role } = await this.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }))
    if (statements.length > 0) {
      await this.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument: policy(...statements) }))
    }
    return Role?.Arn ?? ''
  }

  async createFunction(FunctionName: string, files: Record<string, string>, changes: Partial<CreateFunctionCommandInput> = {}) {
    const Role = changes.Role ?? (await this.createRole(`${FunctionName}-role`))
    const ZipFile = await zipOf(files)
    return await this.lambda.send(
      new CreateFunctionCommand({ FunctionName, Runtime: 'nodejs22.x', Handler: 'index.handler', Code: { ZipFile }, ...changes, Role }),
    )
  }

  async invoke(FunctionName: string, event: unknown = {}) {
    const answer = await this.lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: 'Tail' }))
    return {
      ...answer,
      answer: JSON.parse(Buffer.from(answer.Payload ?? []).toString()),
      log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
    }
  }

  /** What a public URL needs: both permissions, as on AWS since October 2025. */
  async makePublic(FunctionName: string): Promise<void> {
    const url = { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' } as const
    const invoke = { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }
    await this.lambda.send(new AddPermissionCommand({ FunctionName, StatementId: 'url', Principal: '*', ...url }))
    await this.lambda.send(new AddPermissionCommand({ FunctionName, StatementId: 'invoke', Principal: '*', ...invoke }))
  }

  stop(): Promise<void> {
    return this.local.stop()
  }
}

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}
