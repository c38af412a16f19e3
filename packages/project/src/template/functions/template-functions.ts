import { constructId, constructPath, isOfCdk } from '../cdk/construct.ts'
import { conditionNamed } from '../intrinsics/condition.ts'
import type { Scope } from '../intrinsics/scope.ts'
import { knownText, type Value } from '../intrinsics/value.ts'
import { at, entriesOf, type TemplateNode, writtenText } from '../reading/template-node.ts'
import { environmentOf, type TemplateEnvironment } from './environment.ts'
import { type CodePlace, codeOf, type FunctionCode } from './function-code.ts'
import { functionRole, sharedRoles } from './function-role.ts'
import { globalFunction, withGlobals } from './globals.ts'
import { patternOf, unnamed } from './pattern.ts'
import { policiesOf, policiesOfRole, type TemplatePolicy } from './policies.ts'
import type { TemplateRole } from './role.ts'
import type { ResourceNamed } from './variable.ts'

/** A function of a template; one whose condition does not hold under the parameters' defaults too. */
export interface TemplateFunction extends TemplateEnvironment {
  readonly logicalId: string
  /** `FunctionName` where it is known, else the id in the CDK app, else the logical id. */
  readonly name: string
  /** Its path in the CDK app: `ShopStack/Checkout/Resource`. */
  readonly constructPath: string | undefined
  /** Added by CDK for work of its own. */
  readonly isOfCdk: boolean
  /** Absolute. */
  readonly file: string
  readonly line: number
  readonly code: FunctionCode
  readonly runtime: string | undefined
  readonly timeoutSeconds: number | undefined
  readonly memoryMb: number | undefined
  readonly layers: readonly string[]
  readonly role: TemplateRole
  readonly policies: readonly TemplatePolicy[]
  readonly condition: { readonly name: string; readonly holds: boolean | undefined } | undefined
}

type FunctionForm = Omit<CodePlace, 'folder' | 'root'> & { readonly isServerless: boolean }

const types: ReadonlyMap<string, FunctionForm> = new Map([
  // Source: AWS SAM Developer Guide, "AWS::Serverless::Function"; its command line takes the template's own folder where CodeUri is missing
  ['AWS::Serverless::Function', { isServerless: true, pathProperties: ['CodeUri', 'Code'], standardPath: '.' }],
  // a local path is what "aws cloudformation package" replaces; Source: CloudFormation User Guide, "AWS::Lambda::Function"
  ['AWS::Lambda::Function', { isServerless: false, pathProperties: ['Code'], standardPath: undefined }],
])

/** Lambda API Reference, "CreateFunction" (FunctionName without ARN). */
const functionName = /^[A-Za-z0-9_-]{1,64}$/

export interface FunctionsOptions {
  readonly folder: string
  readonly root: string
  /** Computes with the parameters' defaults. */
  readonly scope: Scope
  /** Keeps every branch. */
  readonly everyBranch: Scope
  readonly resource: ResourceNamed
}

export function templateFunctions(options: FunctionsOptions): TemplateFunction[] {
  const { document } = options.scope
  const shared = sharedRoles(options.scope)
  return entriesOf(document.resources).flatMap(([logicalId, { node, line }]) => {
    const type = types.get(writtenText(at(node, 'Type')) ?? '')
    return type === undefined ? [] : [templateFunction(logicalId, node, line, type, { ...options, shared })]
  })
}

function templateFunction(
  logicalId: string,
  resource: TemplateNode,
  line: number,
  { isServerless, ...codeForm }: FunctionForm,
  options: FunctionsOptions & { readonly shared: ReadonlySet<string> },
): TemplateFunction {
  const { folder, root, scope, shared } = options
  const own = at(resource, 'Properties')
  const properties = isServerless ? withGlobals(own, globalFunction(scope.document.root)) : own
  const value = (name: string): Value | undefined => {
    const node = at(properties, name)
    return node === undefined ? undefined : scope.resolved(node)
  }
  const textOf = (name: string) => {
    const found = value(name)
    return found === undefined ? undefined : knownText(found)
  }
  const numberOf = (name: string) => (/^\d+$/.test(textOf(name) ?? '') ? Number(textOf(name)) : undefined)
  const role = functionRole(logicalId, scope)
  const owner = { logicalId, isRoleShared: role.kind === 'resource' && shared.has(role.logicalId) }
  const path = constructPath(at(resource, 'Metadata'), scope)
  const names = [textOf('FunctionName'), path === undefined ? undefined : constructId(path)]
  const layers = value('Layers')
  const condition = writtenText(at(resource, 'Condition'))
  return {
    logicalId,
    name: names.find((each) => each !== undefined && functionName.test(each)) ?? logicalId,
    constructPath: path,
    isOfCdk: isOfCdk(path, logicalId),
    file: scope.document.file,
    line,
    code: codeOf(properties, at(resource, 'Metadata'), { ...codeForm, folder, root }, line, scope),
    runtime: textOf('Runtime'),
    timeoutSeconds: numberOf('Timeout'),
    memoryMb: numberOf('MemorySize'),
    layers: layers?.kind === 'list' ? layers.items.map((each) => (each.kind === 'text' ? patternOf(each) : unnamed)) : [],
    role,
    policies: role.kind === 'generated' ? policiesOf(properties, scope) : policiesOfRole(role, owner, scope),
    ...environmentOf(properties, own, options),
    condition: condition === undefined ? undefined : { name: condition, holds: conditionNamed(condition, scope).holds },
  }
}
