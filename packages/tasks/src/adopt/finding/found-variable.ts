import type { DynamicReference, FunctionInTemplate, TemplateVariable, VariableValue } from '@sallyport/project'
import { isPlainSetting, whySecretValue } from './value-look.ts'
import { saidByName } from './variable-name.ts'

/** Where the value of a variable comes from. */
export type Origin =
  | { readonly kind: 'plain'; readonly value: Uint8Array }
  /** A secret that exists; its value is written into the variable when the template is deployed. */
  | { readonly kind: 'reference'; readonly reference: DynamicReference; readonly isOfStage: boolean }
  /** Typed by whoever deploys, as a parameter of the template. */
  | { readonly kind: 'input'; readonly parameter: string }

/** A secret that sits in a variable of a function. */
export interface FoundVariable {
  readonly variable: string
  readonly function: FunctionInTemplate
  readonly line: number
  readonly isGlobal: boolean
  /** Why it is one, without a part of it. */
  readonly because: string
  /** `undefined` where the template does not tell one secret: then `byHand` says why. */
  readonly origin: Origin | undefined
  readonly byHand: string | undefined
}

/** The secrets in the variables of a function. */
export function foundVariables(each: FunctionInTemplate): FoundVariable[] {
  return Object.entries(each.environment).flatMap(([variable, written]) => {
    const found = judged(variable, { ...written, hidden: hiddenOf(written, each.template) })
    return found === undefined ? [] : [{ variable, function: each, line: written.line, isGlobal: written.isGlobal, ...found }]
  })
}

/** The hidden parameters that a value is put together from. One that only chooses between values does not hide them. */
function hiddenOf({ assumes, possible }: TemplateVariable, { defaults }: FunctionInTemplate['template']): readonly string[] {
  return possible.length > 1 ? [] : assumes.filter((parameter) => !Object.hasOwn(defaults, parameter))
}

type Judged = Pick<FoundVariable, 'because' | 'origin' | 'byHand'>

function judged(variable: string, { value, possible, ...source }: TemplateVariable & Source): Judged | undefined {
  const options = possible.length > 1 ? possible : [value]
  if (options.length > 1 || value.kind === 'oneOf') {
    const [first] = options.flatMap((each) => judgedValue(variable, each, source) ?? [])
    return (
      first && {
        because: first.because,
        origin: undefined,
        byHand: 'it is one of several values, by a condition: put each of them into a secret, and read that',
      }
    )
  }
  return judgedValue(variable, value, source)
}

/** What of the template a value follows from. */
interface Source extends Pick<TemplateVariable, 'assumes' | 'standsFor'> {
  readonly hidden: readonly string[]
}

function judgedValue(variable: string, value: VariableValue, source: Source): Judged | undefined {
  const byName = saidByName(variable) === 'secret' ? 'its name says so' : undefined
  switch (value.kind) {
    case 'text':
      return judgedText(variable, value.text, source, byName)
    case 'dynamic':
      return judgedReference(value, source, byName)
    case 'input':
      return value.isHidden || byName !== undefined
        ? found(value.isHidden ? isHiddenItself(value.parameter) : byName, {
            kind: 'input',
            parameter: value.parameter,
          })
        : undefined
    case 'unknown':
      return judgedUnknown(value, source, byName)
    case 'oneOf':
      return value.values.map((each) => judgedValue(variable, each, source)).find((each) => each !== undefined)
    case 'secret':
    case 'parameter':
      return undefined // the name of a secret, which is none
  }
}

/** A text that is put together, or a value of another resource. */
function judgedUnknown(
  { reason, parameter = '', isHidden = false }: VariableValue & { kind: 'unknown' },
  { hidden }: Source,
  byName: string | undefined,
): Judged | undefined {
  const because =
    byName ??
    (saidByName(parameter) === 'secret'
      ? `it holds the parameter ${parameter}, whose name says so`
      : holdsHidden(isHidden ? [parameter] : hidden))
  return because === undefined
    ? undefined
    : left(because, `its value is not known before it is deployed (${reason}): put it into a secret where it is made, and read that`)
}

function judgedText(
  variable: string,
  text: string,
  { assumes, standsFor, hidden }: Source,
  byName: string | undefined,
): Judged | undefined {
  const ofHidden = standsFor?.kind === 'parameter' ? hidden.map(isHiddenItself)[0] : holdsHidden(hidden)
  const because = whySecretValue(text, saidByName(variable)) ?? (isPlainSetting(text) ? undefined : byName) ?? ofHidden
  if (because === undefined) return undefined
  // the default is one value of many: who deploys gives the real one
  if (standsFor?.kind === 'parameter') return found(because, { kind: 'input', parameter: standsFor.name })
  if (assumes.length === 0) return found(because, { kind: 'plain', value: Buffer.from(text) })
  const parameters = `parameter${assumes.length === 1 ? '' : 's'} ${assumes.join(', ')}`
  return standsFor === undefined
    ? left(because, `it is put together from ${parameters} of the template: put all of it into a secret, and read that`)
    : left(because, `it is one value for each ${parameters}, by mapping ${standsFor.name}: put each into its stage's secret, and read that`)
}

/**
 * The value that `{{resolve:…}}` brings stands in the function's configuration in plain text. A plain `ssm` reference may bring any setting.
 * Source: CloudFormation User Guide, "Get values stored in other services using dynamic references".
 */
function judgedReference(value: VariableValue & { kind: 'dynamic' }, { assumes }: Source, byName: string | undefined): Judged | undefined {
  const { service, isSecure, name, isWhole, version, versionStage, logicalId } = value
  if (service === 'ssm' && !isSecure && byName === undefined && saidByName(name) !== 'secret') return undefined
  const because = `{{resolve:${service === 'ssm' ? (isSecure ? 'ssm-secure' : 'ssm') : 'secretsmanager'}}} puts it there in plain text`
  if (!isWhole) return left(because, 'it holds more than the secret: read the secret in the code, and put the text together there')
  if (name.includes('$'))
    return left(
      because,
      logicalId === undefined
        ? 'the name of the secret is known only when it is deployed: give the function the name, and read that'
        : `the secret ${logicalId} has no Name that is known: give the function its ARN (!Ref ${logicalId}), and read that`,
    )
  if (service === 'secretsmanager' && (version !== undefined || (versionStage !== undefined && versionStage !== 'AWSCURRENT')))
    return left(because, 'it is a version that is named: a handle reads the current one unless its declaration has `versionStage`')
  return found(because, { kind: 'reference', reference: value, isOfStage: assumes.length > 0 })
}

function isHiddenItself(parameter: string): string {
  return `the parameter ${parameter} is hidden (NoEcho)`
}

/** Its default may be empty, or look like nothing: what is typed in its place is not. */
function holdsHidden([parameter]: readonly string[]): string | undefined {
  return parameter === undefined ? undefined : `it holds the parameter ${parameter}, which is hidden (NoEcho)`
}

function found(because = '', origin: Origin): Judged {
  return { because, origin, byHand: undefined }
}

function left(because: string, byHand: string): Judged {
  return { because, origin: undefined, byHand }
}
