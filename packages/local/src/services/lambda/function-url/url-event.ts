/** A request to a function URL, as it arrived. */
export interface UrlRequest {
  method: string
  /** Path and query below the function's own part of the URL, as they were sent; begins with a slash. */
  target: string
  /** Names and values in turn, as Node.js gives them. */
  rawHeaders: readonly string[]
  body: Buffer
  httpVersion: string
  sourceIp: string
}

/** What the event says beside the request. */
export interface UrlContext {
  urlId: string
  /** Host and port of the URL. */
  domainName: string
  requestId: string
  /** Who signed, for `AWS_IAM`. */
  caller?: { arn: string; accountId: string; userId: string; accessKeyId: string }
  now: Date
}

/** Said between two machines, not by the client to the function. Source: RFC 9110, section 7.6.1. */
const hopByHop = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])

/**
 * The event that a function gets for a request to its URL.
 * Source: "Invoking Lambda function URLs", request payload format (that of API Gateway's payload format version 2.0).
 */
export function urlEvent(request: UrlRequest, { urlId, domainName, requestId, caller, now }: UrlContext) {
  const queryStart = request.target.indexOf('?')
  const rawPath = queryStart < 0 ? request.target : request.target.slice(0, queryStart)
  const rawQueryString = queryStart < 0 ? '' : request.target.slice(queryStart + 1)
  const { cookie, ...headers } = joinedHeaders(request.rawHeaders)
  const isText = isTextual(headers['content-type'])
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(';').map((each) => each.trim()) }),
    headers: {
      ...headers,
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': domainName.split(':').at(-1) ?? '',
      'x-forwarded-proto': 'http',
    },
    ...(rawQueryString !== '' && { queryStringParameters: joinedParameters(rawQueryString) }),
    requestContext: {
      accountId: caller?.accountId ?? 'anonymous',
      apiId: urlId,
      ...(caller !== undefined && {
        authorizer: {
          iam: {
            accessKey: caller.accessKeyId,
            accountId: caller.accountId,
            callerId: caller.userId,
            cognitoIdentity: null,
            principalOrgId: null,
            userArn: caller.arn,
            userId: caller.userId,
          },
        },
      }),
      domainName,
      domainPrefix: urlId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: request.body.length > 0 && !isText,
  }
}

/** Names in lower case; several values of one name are parted by commas. */
function joinedHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null)
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    const value = rawHeaders[index + 1] ?? ''
    if (hopByHop.has(name)) continue
    headers[name] = headers[name] === undefined ? value : `${headers[name]}${name === 'cookie' ? '; ' : ','}${value}`
  }
  return headers
}

function joinedParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null)
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = parameters[name] === undefined ? value : `${parameters[name]},${value}`
  }
  return parameters
}

/** What is passed as text; anything else, a form and a body without a type included, goes in base64. */
function isTextual(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return type.startsWith('text/') || /^application\/(.+\+)?(json|xml)$/.test(type) || type === 'application/javascript'
}

/** As in `05/Aug/2022:08:14:39 +0000`. */
function commonLogTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) (\S+) GMT$/.exec(date.toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}
