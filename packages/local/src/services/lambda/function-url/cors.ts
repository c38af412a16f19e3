/** A function URL's own CORS settings, in AWS's words. */
export interface Cors {
  readonly AllowCredentials?: boolean | undefined
  readonly AllowHeaders?: readonly string[] | undefined
  readonly AllowMethods?: readonly string[] | undefined
  readonly AllowOrigins?: readonly string[] | undefined
  readonly ExposeHeaders?: readonly string[] | undefined
  readonly MaxAge?: number | undefined
}

export type HeaderList = (readonly [name: string, value: string])[]

/**
 * The headers that a function URL with CORS settings adds to each answer to a page of `origin`; none to a page that it does not allow.
 * Source: "Creating and managing Lambda function URLs", cross-origin resource sharing.
 */
export function corsHeaders(cors: Cors, origin: string | undefined): HeaderList {
  const allowed = allowedOrigin(cors, origin)
  if (allowed === undefined) return []
  return [
    ['access-control-allow-origin', allowed],
    ...(allowed === '*' ? [] : [['vary', 'Origin'] as const]),
    ...(cors.AllowCredentials === true ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...list('access-control-expose-headers', cors.ExposeHeaders),
  ]
}

/** What a browser is told when it asks first. */
export function preflightHeaders(cors: Cors, origin: string | undefined): HeaderList {
  if (allowedOrigin(cors, origin) === undefined) return []
  return [
    ...corsHeaders(cors, origin).filter(([name]) => name !== 'access-control-expose-headers'),
    ...list('access-control-allow-methods', cors.AllowMethods),
    ...list('access-control-allow-headers', cors.AllowHeaders),
    ...(cors.MaxAge === undefined ? [] : [['access-control-max-age', String(cors.MaxAge)] as const]),
  ]
}

/** Source: Fetch standard, "CORS-preflight request". */
export function isPreflight(
  method: string,
  headers: { origin?: string | undefined; 'access-control-request-method'?: string | undefined },
): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined
}

function allowedOrigin({ AllowOrigins = [], AllowCredentials }: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined
  // a browser takes no `*` with credentials, so the origin itself is named
  if (AllowOrigins.includes('*')) return AllowCredentials === true ? origin : '*'
  return AllowOrigins.includes(origin) ? origin : undefined
}

function list(name: string, values: readonly string[] | undefined): HeaderList {
  return values === undefined || values.length === 0 ? [] : [[name, values.join(',')]]
}
