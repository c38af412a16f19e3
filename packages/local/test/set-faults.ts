import type { Local } from '../src/index.ts'

/** Asks a server to misbehave, as its `faults` control takes it. */
export async function setFaults({ endpoint, controlToken }: Local, rules: readonly object[]): Promise<void> {
  const answer = await fetch(`${endpoint}/_sallyport/faults`, {
    method: 'POST',
    headers: { authorization: `Bearer ${controlToken}` },
    body: JSON.stringify({ rules }),
  })
  if (!answer.ok) throw new Error(`faults answered ${answer.status}: ${await answer.text()}`)
}
