import { randomUUID } from 'node:crypto'
import type { Accounts } from '../account.ts'
import { authorize } from '../authorization/authorize.ts'
import { globalContext } from '../authorization/request-context.ts'
import { AwsError, awsError } from '../aws-error.ts'
import { faultKinds } from '../control/fault-kinds.ts'
import type { Faults } from '../control/faults.ts'
import type { Authenticator } from '../identity/authenticate.ts'
import type { OnInternalError } from '../internal-error.ts'
import type { Service } from '../service.ts'
import type { Store } from '../store/store.ts'
import type { Trail } from '../trail/trail.ts'
import type { WireRequest } from '../wire/protocol.ts'
import type { WireObject } from '../wire/wire-value.ts'
import type { Answered, Call } from './call.ts'
import type { NotServed } from './not-served.ts'
import { recordOf } from './record-of.ts'
import type { Route, Router } from './router.ts'

export interface ApiParts {
  readonly router: Router
  readonly authenticator: Authenticator
  readonly accounts: Accounts
  readonly store: Pick<Store, 'change' | 'flushed'>
  readonly trail: Trail
  readonly faults: Faults
  readonly isEnforcing: boolean
  readonly onInternalError: OnInternalError
  now(): Date
}

/** The way of a request to AWS's API: parse, authenticate, authorize, run, record, answer. What waits for nothing is answered at once. */
export class Api {
  readonly #parts: ApiParts

  constructor(parts: ApiParts) {
    this.#parts = parts
  }

  handle(request: WireRequest, answered: Answered): void {
    const requestId = randomUUID()
    const route = this.#parts.router.route(request)
    let call: Call
    try {
      call = this.#begun(route, request, requestId)
    } catch (error) {
      // not recorded: nobody is known to have sent it
      const protocol = route.operation === undefined ? route.protocol : route.service.protocol
      answered(protocol.refusal(this.#refusal(error, route.service, 'a request'), requestId))
      return
    }
    this.#afterFault(call, answered)
  }

  #begun(route: Route | NotServed, request: WireRequest, requestId: string): Call {
    const { authenticator, accounts, isEnforcing } = this.#parts
    if (route.operation === undefined) throw awsError('UnknownOperationException', route.message)
    const { service, operation } = route
    const { caller, region } = isEnforcing ? authenticator.authenticate(request, service.name) : authenticator.trust(request)
    const account = accounts.as(caller, region, { sourceIp: request.sourceIp, userAgent: request.headers['user-agent'] ?? '', isEnforcing })
    return { requestId, request, service, operation, account, input: undefined, permissions: [] }
  }

  #afterFault(call: Call, answered: Answered): void {
    const fault = this.#parts.faults.next(call.operation.name, call.request)
    if (fault === undefined) this.#run(call, answered)
    else {
      const struck = {
        run: () => this.#run(call, answered),
        throttle: () => this.#refuse(call, call.service.throttling, answered),
        fail: () => this.#refuse(call, internalError(call.service), answered),
        drop: () => answered(undefined),
      }
      faultKinds[fault.kind](struck, fault.delayMs)
    }
  }

  #run(call: Call, answered: Answered): void {
    const { operation, account } = call
    const refused = (error: unknown) => this.#refuse(call, error, answered)
    try {
      this.#checkRights(call)
      if (operation.prepare === undefined) this.#finish(call, undefined, answered)
      else void operation.prepare(call.input, account).then((prepared) => this.#finish(call, prepared, answered), refused)
    } catch (error) {
      refused(error)
    }
  }

  #checkRights(call: Call): void {
    const { operation, service, account, request } = call
    call.input = operation.input.read(service.protocol.input(request, operation))
    call.permissions = operation.permissions(call.input, account)
    if (!this.#parts.isEnforcing) return
    authorize(call.permissions, account, globalContext(account.caller, account.region, request.sourceIp, this.#parts.now()))
  }

  #finish(call: Call, prepared: unknown, answered: Answered): void {
    const { operation, account, input } = call
    const refused = (error: unknown) => this.#refuse(call, error, answered)
    try {
      if (operation.changes) {
        this.#change(call, prepared, answered)
        return
      }
      const output = operation.run(input, account, prepared)
      if (output instanceof Promise) void output.then((awaited) => this.#succeed(call, awaited, answered)).catch(refused)
      else this.#succeed(call, output, answered)
    } catch (error) {
      refused(error)
    }
  }

  /** The change and its record are one commit; the answer waits until that is on the disk. */
  #change(call: Call, prepared: unknown, answered: Answered): void {
    const { store, trail } = this.#parts
    const { operation, service, account, input, requestId } = call
    const response = store.change(() => {
      const output = operation.run(input, account, prepared)
      if (output instanceof Promise) throw new Error(`${operation.name} changes something and cannot wait: use prepare`)
      const record = recordOf(call, { output })
      if (record !== undefined) trail.recordChange(record)
      return service.protocol.answer(output, operation, requestId)
    })
    void store.flushed.then(
      () => answered(response),
      (error: unknown) => this.#refuse(call, error, answered),
    )
  }

  #succeed(call: Call, output: WireObject, answered: Answered): void {
    const response = call.service.protocol.answer(output, call.operation, call.requestId)
    const record = recordOf(call, { output })
    if (record !== undefined) this.#parts.trail.record(record)
    answered(response)
  }

  #refuse(call: Call, error: unknown, answered: Answered): void {
    const refusal = this.#refusal(error, call.service, call.operation.name)
    const record = recordOf(call, { refusal })
    if (record !== undefined) this.#parts.trail.record(record)
    answered(call.service.protocol.refusal(refusal, call.requestId))
  }

  #refusal(error: unknown, service: Service | undefined, operation: string): AwsError {
    if (error instanceof AwsError) return error
    this.#parts.onInternalError(error, operation)
    return internalError(service)
  }
}

function internalError(service: Service | undefined): AwsError {
  return awsError(service?.internalError ?? 'InternalFailure', 'An error occurred on the server side.', { status: 500 })
}
