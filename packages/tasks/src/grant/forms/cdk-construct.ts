/** The file that `grant --form cdk` gives. It is the user's own then, and depends on nothing but the CDK and the command. */
export const constructText = `// Made by "sallyport grant --form cdk". This file is yours; a later version of the command may give a better one.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { Annotations, Aws, CfnResource, Fn } from 'aws-cdk-lib'
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { Construct } from 'constructs'

export interface SallyportGrantProps {
  /** The function, with a role of this app. */
  readonly function: IFunction
  /** The function's entry file, from the project's folder. */
  readonly entry: string
  /** What stands for {stage} in the names of secrets. Default: SALLYPORT_STAGE, or the configuration's. */
  readonly stage?: string
  /** Customer managed keys that secrets of the function are under: it may decrypt these secrets with them. Default: none, as AWS's own take no grant. */
  readonly keys?: readonly IKey[]
  /** The folder in which "sallyport" is installed. Default: the one in which the app runs, where cdk.json is. */
  readonly project?: string
}

/**
 * Lets a function read the secrets that its code reads, and no other: looked for in the code anew by each synth, which fails where
 * that cannot be told. Other policies of the role stay as they are.
 */
export class SallyportGrant extends Construct {
  constructor(scope: Construct, id: string, props: SallyportGrantProps) {
    super(scope, id)
    const { role } = props.function
    if (role === undefined) throw new Error(\`\${this.node.path}: the function has no role in this app, so that it cannot be granted anything here\`)
    const { policy, otherReads } = granted(props)
    for (const { at, by, reason } of otherReads.filter((each) => !each.granted)) {
      const text = \`\${at} reads by \${by} what is not granted, as \${reason}: grant it in the app by itself\`
      Annotations.of(this).addWarningV2('sallyport:notGranted', text)
    }
    if (policy.Statement.length === 0) return
    const statements = [...policy.Statement.map(statementOf), ...decryptStatements(policy.Statement, props.keys ?? [])]
    const attached = new Policy(this, 'Policy', { statements, roles: [role] })
    // else the first invocation may come before the policy; of the resource alone, since the role may be a child of the function
    const resource = props.function.node.defaultChild
    if (CfnResource.isCfnResource(resource)) resource.node.addDependency(attached)
  }
}

/** What "sallyport grant --json" answers, as far as it is used here. */
interface Granted {
  readonly policy: { readonly Statement: readonly Statement[] }
  readonly otherReads: readonly { readonly at: string; readonly by: string; readonly granted: boolean; readonly reason?: string }[]
}

interface Statement {
  readonly Sid: string
  readonly Action: string[]
  readonly Resource: string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string[]>>>>
}

function granted({ entry, stage, project = process.cwd() }: SallyportGrantProps): Granted {
  const folder = resolve(project)
  const installed = dirname(createRequire(join(folder, 'package.json')).resolve('sallyport/package.json'))
  const words = ['grant', entry, '--form', 'cdk', '--json', ...(stage === undefined ? [] : ['--stage', stage])]
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(installed, 'bin', 'sallyport.mjs'), ...words], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(\`sallyport \${words.join(' ')}: \${error?.message ?? stderr.trim()}\`)
  return JSON.parse(stdout)
}

function statementOf({ Sid, Action, Resource, Condition = {} }: Statement): PolicyStatement {
  const conditions = Object.entries(Condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, values.map(inStack)])),
  ])
  return new PolicyStatement({ sid: \`Sallyport\${Sid}\`, actions: Action, resources: Resource.map(inStack), conditions: Object.fromEntries(conditions) })
}

/** The actions that give values, and what the service that gives them binds each value to under a key. */
const decrypting = [
  { action: /^secretsmanager:GetSecretValue$/, service: 'secretsmanager', bound: 'SecretARN', sid: 'SallyportDecryptSecretsByKey' },
  { action: /^ssm:Get/, service: 'ssm', bound: 'PARAMETER_ARN', sid: 'SallyportDecryptParametersByKey' },
]

/** To decrypt with the keys what is read, only through the service, and nothing else that is under them. */
function decryptStatements(read: readonly Statement[], keys: readonly IKey[]): PolicyStatement[] {
  return decrypting.flatMap(({ action, service, bound, sid }) => {
    const places = read.flatMap(({ Action, Resource }) => {
      if (!Action.some((each) => action.test(each))) return []
      return Action.includes('ssm:GetParametersByPath') ? Resource.map((path) => \`\${path}/*\`) : Resource
    })
    if (places.length === 0 || keys.length === 0) return []
    const conditions = {
      StringEquals: { 'kms:ViaService': \`\${service}.\${Aws.REGION}.amazonaws.com\` },
      ArnLike: { [\`kms:EncryptionContext:\${bound}\`]: places.map(inStack) },
    }
    return [new PolicyStatement({ sid, actions: ['kms:Decrypt'], resources: keys.map(({ keyArn }) => keyArn), conditions })]
  })
}

/** Region and account are those of the stack. */
function inStack(text: string): string {
  return text.includes('\${AWS::') ? Fn.sub(text) : text
}
`
