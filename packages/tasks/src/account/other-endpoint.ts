import type { STS } from '@aws-sdk/client-sts'

/** AWS's own names. Source: AWS General Reference, "AWS service endpoints", of every partition. */
const awsHost = /\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|c2s\.ic\.gov|sc2s\.sgov\.gov)$/

/**
 * Where a client's requests go when that is not AWS: a profile may hold an `endpoint_url`, and the person must see it.
 * @returns gives the endpoint after the first request, `undefined` for AWS's own
 */
export function otherEndpoint(client: STS): () => string | undefined {
  let seen: string | undefined
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args
      if (isHttpRequest(request) && !awsHost.test(request.hostname)) {
        seen = `${request.protocol}//${request.hostname}${request.port === undefined ? '' : `:${request.port}`}`
      }
      return next(args)
    },
    { step: 'finalizeRequest', name: 'sallyportOtherEndpoint' },
  )
  return () => seen
}

/** The part of the SDK's request that is read here. */
function isHttpRequest(request: unknown): request is { protocol: string; hostname: string; port?: number } {
  return (
    typeof request === 'object' &&
    request !== null &&
    'hostname' in request &&
    typeof request.hostname === 'string' &&
    'protocol' in request
  )
}
