import { readFileSync } from 'node:fs'
import type { EditedTemplate, Template, TemplateChange } from '@sallyport/project'
import { TaskError } from '../task-error.ts'
import { asKeyReferences, keyReference, keysIn, withKeyArns } from './key-reference.ts'
import { asMadeSecrets, madeSecret, madeSecretsIn, withMadeSecrets } from './made-secret.ts'

/**
 * Stands in a policy for the value of a template's parameter, where a stage or a part of a name is expected: one template serves several
 * stages by it. What it stands for is written as `${Stage}` by `editedByReference` and `withReferences`.
 * Source: CloudFormation User Guide, "Parameters" (a parameter's name is alphanumeric).
 */
export function referenceTo(parameter: string): string {
  return `_-${parameter}-_`
}

const reference = /_-([A-Za-z0-9]+)-_/g

/** The parameters that a text of ours refers to. */
export function parametersIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(reference)].map(([, name = '']) => name))]
}

/** The text with references to these parameters, and to secrets and keys that the template makes, as `Fn::Sub` takes them. */
export function withReferences(text: string, parameters: Iterable<string>): string {
  return [...parameters].reduce((changed, each) => changed.replaceAll(referenceTo(each), `\${${each}}`), withKeyArns(withMadeSecrets(text)))
}

/** The other way, for the parameters given. */
export function asReferences(text: string, parameters: Iterable<string>): string {
  return [...parameters].reduce((changed, each) => changed.replaceAll(`\${${each}}`, referenceTo(each)), text)
}

/**
 * A template with changes made in its text, as `editedTemplate` makes them, and references in the changes' policies written out. Policies of
 * the stack's own account are `Fn::Sub`, in which alone a reference can stand.
 * @param text the file's text, where it is not to be read
 * @throws ProjectError as `editedTemplate` does
 */
export async function editedByReference(
  template: Pick<Template, 'file' | 'cdkApp'>,
  changes: readonly TemplateChange[],
  text?: string,
): Promise<EditedTemplate> {
  const { editedTemplate } = await import('@sallyport/project')
  const wanted = JSON.stringify(changes)
  const [parameters, secrets, keys] = [parametersIn(wanted), madeSecretsIn(wanted), keysIn(wanted)]
  const stand = [...parameters.map(referenceTo), ...secrets.map(madeSecret), ...keys.map(keyReference)]
  if (stand.length === 0 || template.cdkApp !== undefined) return editedTemplate(template, changes, text)
  const before = text ?? readFileSync(template.file, 'utf8')
  for (const each of stand)
    if (before.includes(each))
      throw new TaskError('WRONG_USE', { message: `template ${template.file} may not hold the text ${each}: change it` })
  // both sides have the reference while they are compared, so that what was written before is known again
  const edited = editedTemplate(template, changes, asMadeSecrets(asReferences(asKeyReferences(before, keys), parameters), secrets))
  return { ...edited, before, after: withReferences(edited.after, parameters), difference: withReferences(edited.difference, parameters) }
}
