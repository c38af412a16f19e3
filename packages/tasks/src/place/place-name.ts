import type { SecretService } from '../secret-services.ts'

interface NameRule {
  readonly pattern: RegExp
  readonly form: string
}

/**
 * Sources: Secrets Manager API Reference, "CreateSecret" (Name: 1 to 512), and its answer to another name, which lists the characters;
 * Systems Manager API Reference, "PutParameter" (Name: a path begins with a slash), Systems Manager User Guide, "Working with parameter
 * hierarchies" (15 levels), "aws" and "ssm" being AWS's own. 1011 characters are those of the parameter's ARN, at least 40 of which stand
 * before the name.
 */
const rules: Readonly<Record<SecretService, NameRule>> = {
  secretsmanager: { pattern: /^[\w/+=.@!-]{1,512}$/, form: 'letters, digits and /_+=.@!-, at most 512' },
  ssm: {
    pattern: /^(?!\/?(?:aws|ssm))(?=.{1,971}$)(?:[\w.-]+|(?:\/[\w.-]+){1,15})$/i,
    form: 'letters, digits and _.-, in a path a "/" first and between its at most 15 words, and not aws or ssm at the beginning',
  },
}

/**
 * What a name has to be for AWS to take it, where `name` is not; `undefined` where it is. A name that ends in "/" is only the beginning of
 * one. `{stage}` may stand in it.
 */
export function nameProblem(name: string, service: SecretService): string | undefined {
  const { pattern, form } = rules[service]
  const filled = name.replaceAll('{stage}', 'stage')
  if (!pattern.test(filled)) return form
  return filled.endsWith('/') ? 'a word of its own behind the last "/"' : undefined
}
