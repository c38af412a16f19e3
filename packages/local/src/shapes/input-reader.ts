import { awsError } from '../aws-error.ts'
import { structure } from './containers.ts'
import { type Check, type Fields, type Form, type InputOf, memberName } from './shape.ts'

/** An operation's table of shapes, ready to read requests. */
export interface InputReader<Input> {
  /**
   * @param sent parsed JSON, or what `fromForm` gave
   * @throws AwsError every constraint that does not hold at once, or the first member of a wrong type
   */
  read(sent: unknown): Input
  fromForm(form: Form): unknown
  /** The members that may be recorded: `[SecretId, secretId]`, none that may hold a secret value. */
  readonly recordable: readonly (readonly [member: string, recordedAs: string])[]
}

export function inputReader<F extends Fields>(fields: F): InputReader<InputOf<F>> {
  const shape = structure(fields)
  return {
    read(sent) {
      const check: Check = { problems: [], hidden: 0 }
      const input = shape.read(sent, '', check)
      if (check.problems.length > 0) throw validationError(check.problems)
      return input
    },
    fromForm: (form) => shape.fromForm(form, ''),
    recordable: Object.entries(fields)
      .filter(([, { isSensitive }]) => !isSensitive)
      .map(([name]) => [name, memberName(name)] as const),
  }
}

function validationError(problems: readonly string[]) {
  const errors = problems.length === 1 ? 'error' : 'errors'
  return awsError('ValidationException', `${problems.length} validation ${errors} detected: ${problems.join('; ')}`)
}
