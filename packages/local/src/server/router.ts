import type { Operation } from '../operation.ts'
import type { Service } from '../service.ts'
import { formOf } from '../wire/aws-query.ts'
import { pathMembers } from '../wire/path-template.ts'
import type { WireRequest } from '../wire/protocol.ts'
import { type NotServed, notServed } from './not-served.ts'
import { signedFor } from './signed-for.ts'

/** Where a request goes. */
export interface Route {
  readonly service: Service
  readonly operation: Operation
}

/** Finds service and operation of a request: by its target, by its path, or by its `Action` and the service it is signed for. */
export class Router {
  readonly #services: readonly Service[]
  readonly #byTarget = new Map<string, Route>()

  constructor(services: readonly Service[]) {
    this.#services = services
    for (const service of services) {
      for (const target of service.targets) {
        for (const operation of service.operations.values()) this.#byTarget.set(`${target}.${operation.name}`, { service, operation })
      }
    }
  }

  /** The service of a request whose body was not read yet, so that the body's limit is known. */
  servicePathOf(path: string): Service | undefined {
    return path === '/'
      ? undefined
      : this.#services.find(({ operations }) => [...operations.values()].some(({ http }) => sharesStart(http?.path, path)))
  }

  route(request: WireRequest): Route | NotServed {
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') return this.#byTarget.get(target) ?? this.#notServed(request, this.#serviceOfTarget(target))
    const action = request.path === '/' ? formOf(request).get('Action') : undefined
    return action === undefined ? this.#pathRoute(request) : this.#queryRoute(request, action)
  }

  #notServed(request: WireRequest, service?: Service): NotServed {
    return notServed(request, this.#services, service)
  }

  #serviceOfTarget(target: string): Service | undefined {
    return this.#services.find(({ targets }) => targets.some((each) => target.startsWith(`${each}.`)))
  }

  #queryRoute(request: WireRequest, action: string): Route | NotServed {
    const queryServices = this.#services.filter(
      ({ operations, targets }) => targets.length === 0 && ![...operations.values()].some(({ http }) => http),
    )
    const signed = queryServices.find(({ name }) => signedFor(request) === name)
    // unsigned (with `auth: 'off'`) or signed for another: the one that has such an action
    const service = signed ?? queryServices.find(({ operations }) => operations.has(action))
    const operation = service?.operations.get(action)
    return service === undefined || operation === undefined ? this.#notServed(request, service) : { service, operation }
  }

  #pathRoute(request: WireRequest): Route | NotServed {
    const { method, path } = request
    for (const service of this.#services) {
      for (const operation of service.operations.values()) {
        if (operation.http?.method === method && pathMembers(operation.http.path, path) !== undefined) return { service, operation }
      }
    }
    return this.#notServed(request, this.servicePathOf(path))
  }
}

/** Lambda's paths begin with the date of its API. */
function sharesStart(template: string | undefined, path: string): boolean {
  return template !== undefined && template.split('/')[1] === path.split('/')[1] && template.split('/')[2] === path.split('/')[2]
}
