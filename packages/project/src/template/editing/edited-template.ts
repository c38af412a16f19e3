import { readFileSync } from 'node:fs'
import type { PolicyDocument } from '@sallyport/iam'
import { ProjectError } from '../../project-error.ts'
import type { PolicyAccount } from '../policy-text/intrinsic-policy.ts'
import { type TemplateDocument, templateDocument } from '../reading/template-document.ts'
import type { Template } from '../template.ts'
import { shownDifference } from './difference.ts'
import { grantedPolicy, otherPolicies, policiesPath } from './edit-policies.ts'
import { propertiesPath, removedGlobalVariable, removedVariable, setVariable } from './edit-variables.ts'
import { notEditable, type Splice, spliced } from './source-text.ts'
import { dataOf, isSameData, without } from './template-data.ts'

/** What is to become of a function, named by its logical id. */
export type TemplateChange =
  | { readonly kind: 'removeVariable'; readonly function: string; readonly variable: string }
  /** Of `Globals`, for all functions. */
  | { readonly kind: 'removeGlobalVariable'; readonly variable: string }
  | { readonly kind: 'setVariable'; readonly function: string; readonly variable: string; readonly value: string | VariableReference }
  /** Makes our policy of its role this one, and leaves all others; a policy without a statement takes ours away. */
  | { readonly kind: 'grant'; readonly function: string; readonly policy: PolicyDocument; readonly account: PolicyAccount }

export type VariableReference = { readonly Ref: string } | { readonly 'Fn::Sub': string }

export interface EditedTemplate {
  /** Absolute. */
  readonly file: string
  readonly before: string
  /** The text to write; all that was not to be changed is byte for byte as it was. */
  readonly after: string
  /** A unified difference to show, empty when nothing changes. Values of variables and secrets in it are hidden. */
  readonly difference: string
}

/**
 * A template with changes made in its text. Nothing is written.
 * @param text the file's text, where it is not to be read
 * @throws ProjectError `TEMPLATE_NOT_EDITABLE` with file and line where a change would reach further than it says, or CDK writes the
 * template; `TEMPLATE_INVALID`
 * @example
 * const { after, difference } = editedTemplate(template, [{ kind: 'removeVariable', function: 'Checkout', variable: 'STRIPE_KEY' }])
 */
export function editedTemplate(
  template: Pick<Template, 'file' | 'cdkApp'>,
  changes: readonly TemplateChange[],
  text?: string,
): EditedTemplate {
  const { file, cdkApp } = template
  if (cdkApp !== undefined)
    throw new ProjectError('TEMPLATE_NOT_EDITABLE', {
      message: `template ${file} may not be edited, as "cdk synth" writes it: edit the CDK app`,
      file,
      line: 1,
    })
  const before = text ?? readFileSync(file, 'utf8')
  const after = changes.reduce((each, change) => changed(file, each, change), before)
  const given = changes.flatMap((each) =>
    each.kind !== 'setVariable' ? [] : typeof each.value === 'string' ? each.value : Object.values(each.value),
  )
  return { file, before, after, difference: shownDifference(file, before, after, new Set(given)) }
}

function changed(file: string, text: string, change: TemplateChange): string {
  const document = templateDocument(file, text)
  const after = spliced(text, splicesFor(document, change))
  if (after !== text) refuseSideEffects(document, after, change)
  return after
}

function splicesFor(document: TemplateDocument, change: TemplateChange): Splice[] {
  switch (change.kind) {
    case 'removeVariable':
      return removedVariable(document, change.function, change.variable)
    case 'removeGlobalVariable':
      return removedGlobalVariable(document, change.variable)
    case 'setVariable':
      return setVariable(document, change.function, change.variable, change.value)
    case 'grant':
      return grantedPolicy(document, change.function, change.policy, change.account)
  }
}

/** Reads the new text and compares: but for what was to be changed, it must say what the old one said. */
function refuseSideEffects(before: TemplateDocument, text: string, change: TemplateChange): void {
  const after = readAgain(before, text)
  const path = pathOf(before, change)
  const othersOf = (each: TemplateDocument) => (change.kind === 'grant' ? otherPolicies(each, change.function) : [])
  const isKept =
    isSameData(without(dataOf(before.root), path), without(dataOf(after.root), path)) && isSameData(othersOf(before), othersOf(after))
  if (!isKept) throw harmful(before)
}

function readAgain(before: TemplateDocument, text: string): TemplateDocument {
  try {
    return templateDocument(before.file, text)
  } catch (error) {
    throw error instanceof ProjectError ? harmful(before) : error
  }
}

function harmful(document: TemplateDocument): ProjectError {
  return notEditable(document, document.root.line, 'its text is laid out in a way that the change would do harm to: edit it by hand')
}

/** Below which alone a change may change anything. */
function pathOf(document: TemplateDocument, change: TemplateChange): readonly string[] {
  if (change.kind === 'removeGlobalVariable') return ['Globals', 'Function', 'Environment', 'Variables', change.variable]
  if (change.kind === 'grant') return policiesPath(document, change.function)
  return [...propertiesPath(document, change.function), 'Environment', 'Variables', change.variable]
}
