import type { Service } from '../service.ts'
import { awsJson } from '../wire/aws-json.ts'
import { awsQuery, formOf } from '../wire/aws-query.ts'
import type { Protocol, WireRequest } from '../wire/protocol.ts'
import { signedFor } from './signed-for.ts'

/** Where a request goes that names nothing which is served here: what it is told, and in which form. */
export interface NotServed {
  readonly service: Service | undefined
  readonly operation: undefined
  readonly protocol: Protocol
  readonly message: string
}

/** The forms that clients of services that are not served read: JSON but where AWS answers in XML. */
const [json, xml] = [awsJson('1.1'), awsQuery('https://sallyport.invalid/')]

/** @param service the one it is for, as far as its target, path or action tell */
export function notServed(request: WireRequest, services: readonly Service[], service: Service | undefined): NotServed {
  const signed = nameIn(signedFor(request))
  const target = request.headers['x-amz-target']
  const action = typeof target === 'string' ? undefined : formOf(request).get('Action')
  const known = service ?? services.find(({ name }) => name === signed)
  if (known !== undefined) return { service: known, operation: undefined, protocol: known.protocol, message: noOperation(known) }
  const protocol = action !== undefined || signed === 's3' ? xml : json
  return { service: undefined, operation: undefined, protocol, message: noService() }

  function noOperation({ name, operations }: Service): string {
    if ([...operations.values()].some(({ http }) => http !== undefined)) {
      return `sallyport serves no ${name} operation at ${request.method} ${request.path.slice(0, 256)} yet`
    }
    const operation = nameIn(typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : action)
    return operation === undefined ? `the request names no operation of ${name}` : `sallyport serves no ${name}.${operation} yet`
  }

  function noService(): string {
    const named = signed ?? (typeof target === 'string' ? nameIn(target.slice(0, target.lastIndexOf('.'))) : undefined)
    const served = `it serves ${services.map(({ name }) => name).join(', ')}`
    if (named !== undefined) return `sallyport does not serve ${named} yet: ${served}`
    const asked = nameIn(action)
    return asked === undefined ? `the request names no operation of a service: ${served}` : `sallyport serves no ${asked} action yet`
  }
}

/** What can be the name of a service or an operation: nothing else of a request is repeated. */
function nameIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[\w.-]{1,64}$/.test(text) ? text : undefined
}
