import { AwsClient } from 'aws4fetch'

/** A call of one service's JSON protocol, which aws4fetch signs and sends and leaves the rest of to its user. */
export function fetchedBy(service: string) {
  const client = new AwsClient({
    accessKeyId: process.env['AWS_ACCESS_KEY_ID'] as string, // the bench sets these
    secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] as string,
    region: process.env['AWS_REGION'] as string,
    service,
  })
  return async <T>(target: string, input: object): Promise<T> => {
    const response = await client.fetch(process.env['AWS_ENDPOINT_URL'] as string, {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target },
      body: JSON.stringify(input),
    })
    const answer = (await response.json()) as T & { __type?: string } // the service's own answer, or its refusal
    if (!response.ok) throw Object.assign(new Error('refused'), { code: answer.__type })
    return answer
  }
}
