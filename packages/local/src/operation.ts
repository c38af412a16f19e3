import type { Account } from './account.ts'
import type { Permission } from './authorization/permission.ts'
import { type InputReader, inputReader } from './shapes/input-reader.ts'
import type { Fields, InputOf } from './shapes/shape.ts'
import type { WireObject } from './wire/wire-value.ts'

/** Where a REST-JSON operation's members travel; each map is member → name on the wire. */
export interface HttpBinding {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  /** `/2015-03-31/functions/{FunctionName}` */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** The member that is the whole body. */
  readonly payload?: string
  /** Status of the answer, default 200, or the member that says it. */
  readonly status?: number | { readonly member: string }
  readonly answerHeaders?: Readonly<Record<string, string>>
  readonly answerPayload?: string
}

interface Described<F extends Fields, Prepared, Output> {
  /** As AWS spells it. */
  readonly name: string
  /** The name on the trail when it differs: Lambda's have a version, `CreateFunction20150331`. */
  readonly eventName?: string
  readonly http?: HttpBinding
  readonly input: F
  /** Who may. Asked before anything is looked for, so it must not throw for a thing that does not exist. */
  permissions(input: InputOf<F>, account: Account): readonly Permission[]
  /** Input members on the trail; default: all that are not sensitive. `false`: the operation is not recorded (a data event). */
  readonly recorded?: readonly (keyof F & string)[] | false
  /** `responseElements` on the trail, of a change; default null. An `arn` among them is a resource of the event. */
  responseElements?(output: Output): WireObject
  /** What must be awaited before `run`: nothing is changed yet. */
  prepare?(input: InputOf<F>, account: Account): Promise<Prepared>
}

/** A change runs in one transaction with its record on the trail: what it throws undoes all of it, so it cannot wait for anything. */
type Runs<F extends Fields, Prepared, Output> =
  | { readonly changes: true; run(input: InputOf<F>, account: Account, prepared: Prepared): Output }
  | { readonly changes?: false; run(input: InputOf<F>, account: Account, prepared: Prepared): Output | Promise<Output> }

export type OperationDefinition<F extends Fields, Prepared, Output> = Described<F, Prepared, Output> & Runs<F, Prepared, Output>

/** An operation as the server sees it, whatever its input and output are. */
export interface Operation {
  readonly name: string
  readonly eventName: string
  readonly http: HttpBinding | undefined
  readonly input: InputReader<unknown>
  readonly changes: boolean
  readonly recorded: readonly (readonly [member: string, recordedAs: string])[] | false
  permissions(input: unknown, account: Account): readonly Permission[]
  responseElements(output: WireObject): WireObject | undefined
  prepare: ((input: unknown, account: Account) => Promise<unknown>) | undefined
  run(input: unknown, account: Account, prepared: unknown): WireObject | Promise<WireObject>
}

/**
 * Makes an operation of its description; the file that calls it and a line in its service's table are all it takes.
 * @example
 * export const getCallerIdentity = operation({ name: 'GetCallerIdentity', input: {}, permissions: () => [], run: (_, { caller }) => ({ Arn: caller.arn }) })
 */
export function operation<F extends Fields, Prepared, Output extends WireObject>(
  definition: OperationDefinition<F, Prepared, Output>,
): Operation {
  const input = inputReader(definition.input)
  const { name, eventName = name, http, changes = false, recorded, prepare } = definition
  // `input.read` gives InputOf<F>, `prepare` gives Prepared and `run` gives Output: the server only hands them from one to the next
  const typed = {
    input: (value: unknown) => value as InputOf<F>,
    prepared: (value: unknown) => value as Prepared,
    output: (value: WireObject) => value as Output,
  }
  return {
    name,
    eventName,
    http,
    input,
    changes,
    recorded:
      recorded === false
        ? false
        : input.recordable.filter(([member]) => recorded === undefined || recorded.some((each) => each === member)),
    permissions: (value, account) => definition.permissions(typed.input(value), account),
    responseElements: (output) => definition.responseElements?.(typed.output(output)),
    prepare: prepare && ((value, account) => prepare(typed.input(value), account)),
    run: (value, account, prepared) => definition.run(typed.input(value), account, typed.prepared(prepared)),
  }
}
