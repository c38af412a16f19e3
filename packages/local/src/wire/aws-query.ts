import type { AwsError } from '../aws-error.ts'
import type { Form } from '../shapes/shape.ts'
import type { Protocol, WireRequest, WireResponse } from './protocol.ts'
import { xmlElement, xmlMembers } from './xml.ts'

/**
 * AWS Query: a form as the body or the query string, XML as the answer; a refused caller gets a 403.
 * Source: Smithy 2.0, "AWS Query protocol"; the codes: IAM and STS API References, "Common Errors".
 */
export function awsQuery(namespace: string): Protocol {
  return {
    input: (request, operation) => operation.input.fromForm(formOf(request)),
    answer(output, { name }, requestId) {
      const members = xmlMembers(output)
      const result = members === '' ? '' : xmlElement(`${name}Result`, members)
      const metadata = xmlElement('ResponseMetadata', xmlElement('RequestId', requestId))
      return xml(200, `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`, requestId)
    },
    refusal(error, requestId) {
      const { code, status } = queryError(error)
      const type = status < 500 ? 'Sender' : 'Receiver'
      const described = xmlMembers({ Type: type, Code: code, Message: error.message, ...error.members })
      const body = `${xmlElement('Error', described)}${xmlElement('RequestId', requestId)}`
      return xml(status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`, requestId)
    },
  }
}

/** The parameters of the query string and of the body; a GET has them all in its query string. */
export function formOf({ query, body, headers }: WireRequest): Form {
  const form = new Map<string, string>(new URLSearchParams(query))
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) form.set(name, value)
  }
  return form
}

const codeAndStatus: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AccessDeniedException: ['AccessDenied', 403],
  ExpiredTokenException: ['ExpiredToken', 403],
  IncompleteSignatureException: ['IncompleteSignature', 400],
  InvalidSignatureException: ['SignatureDoesNotMatch', 403],
  MissingAuthenticationTokenException: ['MissingAuthenticationToken', 403],
  SerializationException: ['MalformedInput', 400],
  ThrottlingException: ['Throttling', 400],
  UnknownOperationException: ['InvalidAction', 400],
  UnrecognizedClientException: ['InvalidClientTokenId', 403],
  ValidationException: ['ValidationError', 400],
}

function queryError(error: AwsError): { code: string; status: number } {
  const [code, status] = codeAndStatus[error.code] ?? [error.code, error.status]
  return { code, status }
}

function xml(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-RequestId': requestId }, body }
}
