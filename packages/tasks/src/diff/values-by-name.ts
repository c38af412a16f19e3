import type { TaskContext } from '../context.ts'
import { type SecretService, serviceInWords } from '../secret-services.ts'
import { type StoredSecret, storedValue } from '../stored/stored-value.ts'
import { TaskError } from '../task-error.ts'

interface Named {
  readonly service: SecretService
  readonly name: string
}

/** Values read at a time: Parameter Store's quota is 40 a second (AWS General Reference, "Systems Manager endpoints and quotas"). */
const atATime = 8

/** The current values, by `SERVICE NAME`; what does not exist, or waits for its deletion, is not in it. */
export async function valuesByName(names: readonly Named[], context: TaskContext): Promise<ReadonlyMap<string, StoredSecret>> {
  const found = new Map<string, StoredSecret>()
  const left = [...names]
  const read = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const value = await presentValue(next, context)
      if (value !== undefined) found.set(`${next.service} ${next.name}`, value)
    }
  }
  await Promise.all(Array.from({ length: atATime }, read))
  return found
}

async function presentValue({ service, name }: Named, { account }: TaskContext): Promise<StoredSecret | undefined> {
  const place = {
    service,
    id: name,
    name,
    called: `${serviceInWords[service].word} ${name}`,
    stage: undefined,
    declared: [],
    byExport: undefined,
  }
  return storedValue(place, {}, account).catch((error: unknown) => {
    if (error instanceof TaskError && (error.code === 'NOT_FOUND' || error.code === 'PENDING_DELETION')) return undefined
    throw error
  })
}
