import { claimsToBeSallyport } from '@sallyport/tasks'

export async function takenMessage(port: unknown): Promise<string> {
  const isOwn = await claimsToBeSallyport(`http://127.0.0.1:${port}`)
  const by = isOwn ? 'by AWS on loopback of another folder' : 'by another program'
  return `port ${port} is taken ${by}: give --port 0 for any free one, or another number${isOwn ? ', or stop that one where it was started' : ''}`
}
