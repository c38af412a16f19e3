import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type NotRead, notReadIn } from './functions/not-read.ts'
import { type StoredResource, storedResources } from './functions/stored-resource.ts'
import { type TemplateFunction, templateFunctions } from './functions/template-functions.ts'
import { type TemplateParameter, templateParameters } from './functions/template-parameter.ts'
import { resourcesByName } from './functions/variable.ts'
import { byParameter } from './intrinsics/by-parameter.ts'
import { shownDefaults } from './intrinsics/ref.ts'
import { resolving } from './intrinsics/resolving.ts'
import { templateDocument } from './reading/template-document.ts'
import { templateError } from './reading/template-error.ts'

/** What a template says about a project's functions and secrets, as far as it can be known before it is deployed. */
export interface Template {
  /** Absolute. */
  readonly file: string
  /** The CDK app's folder where CDK wrote the template: it is then never edited. */
  readonly cdkApp: string | undefined
  readonly functions: readonly TemplateFunction[]
  /** Secrets and parameters that it makes. */
  readonly stored: readonly StoredResource[]
  readonly notRead: readonly NotRead[]
  readonly parameters: readonly TemplateParameter[]
  /** Defaults of its parameters, but for those that are `NoEcho`. */
  readonly defaults: Readonly<Record<string, string>>
}

export interface TemplateOptions {
  /** Absolute: the folder outside of which no code is taken; default: the template's own. */
  readonly root?: string | undefined
  /** Values in the place of the defaults of the template's parameters, and of pseudo parameters such as `AWS::Region`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined
  readonly cdkApp?: string | undefined
}

/**
 * Reads a SAM or CloudFormation template, YAML or JSON. Nothing is executed, and nothing is guessed: conditions are decided by the
 * parameters' defaults, and what is known only when it is deployed is told with its line and the reason.
 * @param file absolute
 * @throws ProjectError `TEMPLATE_INVALID`
 * @example
 * const { functions } = readTemplate('/shop/template.yaml')
 * functions[0]?.environment['STRIPE_SECRET']?.value // { kind: 'secret', logicalId: 'Stripe', name: 'prod/stripe' }
 */
export function readTemplate(file: string, options: TemplateOptions = {}): Template {
  return templateIn(file, textOf(file), options)
}

/** The same of a text that stands for the file's. */
export function templateIn(file: string, text: string, { root = dirname(file), parameters = {}, cdkApp }: TemplateOptions = {}): Template {
  const document = templateDocument(file, text)
  const scope = resolving(document, 'default', parameters)
  const everyBranch = resolving(document, 'all', parameters)
  const stored = storedResources(scope, byParameter(document))
  const resource = resourcesByName(stored, scope)
  return {
    file,
    cdkApp,
    functions: templateFunctions({ folder: dirname(file), root, scope, everyBranch, resource }),
    stored,
    notRead: notReadIn(document),
    parameters: templateParameters(document),
    defaults: shownDefaults(document),
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw templateError(file, 1, `cannot be read: ${error instanceof Error ? error.message : 'check its path'}`)
  }
}
