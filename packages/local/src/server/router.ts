import type { Operation } from '../operation.ts'
import type { Service } from '../service.ts'
import { formOf } from '../wire/aws-query.ts'
import { pathMembers } from '../wire/path-template.ts'
import type { WireRequest } from '../wire/protocol.ts'

/** Where a request goes; without an operation when the service does not know the one it names. */
export interface Route {
  readonly service: Service
  readonly operation: Operation | undefined
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

  route(request: WireRequest): Route | undefined {
    const target = request.headers['x-amz-target']
    if (typeof target === 'string') return this.#byTarget.get(target) ?? this.#unknownTarget(target)
    return request.path === '/' ? this.#queryRoute(request) : this.#pathRoute(request)
  }

  #unknownTarget(target: string): Route | undefined {
    const service = this.#services.find(({ targets }) => targets.some((each) => target.startsWith(`${each}.`)))
    return service && { service, operation: undefined }
  }

  #queryRoute(request: WireRequest): Route | undefined {
    const action = formOf(request).get('Action')
    if (action === undefined) return undefined
    const queryServices = this.#services.filter(
      ({ operations, targets }) => targets.length === 0 && ![...operations.values()].some(({ http }) => http),
    )
    const signed = queryServices.find(({ name }) => signedFor(request) === name)
    // unsigned (with `auth: 'off'`) or signed for another: the one that has such an action
    const service = signed ?? queryServices.find(({ operations }) => operations.has(action)) ?? queryServices[0]
    return service && { service, operation: service.operations.get(action) }
  }

  #pathRoute({ method, path }: WireRequest): Route | undefined {
    for (const service of this.#services) {
      for (const operation of service.operations.values()) {
        if (operation.http?.method === method && pathMembers(operation.http.path, path) !== undefined) return { service, operation }
      }
    }
    const service = this.servicePathOf(path)
    return service && { service, operation: undefined }
  }
}

/** The service in the credential scope, read loosely: whether the signature holds is asked later. */
function signedFor({ headers, query }: WireRequest): string | undefined {
  const scope = /Credential=([^,\s&]+)/.exec(headers.authorization ?? query)?.[1]
  return scope?.split(/\/|%2F/i)[3]
}

/** Lambda's paths begin with the date of its API. */
function sharesStart(template: string | undefined, path: string): boolean {
  return template !== undefined && template.split('/')[1] === path.split('/')[1] && template.split('/')[2] === path.split('/')[2]
}
