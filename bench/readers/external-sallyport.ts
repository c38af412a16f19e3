import { apiKey } from 'sallyport'

const key = apiKey(process.env['BENCH_SECRET'] as string, { hosts: ['api.example.com'] }) // the bench sets it

/** On loopback, where a key that was read from AWS on loopback may go. */
export async function answer(): Promise<string> {
  const response = await key.fetch(process.env['BENCH_API'] as string)
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return response.text()
}
