import { type Check, ok } from '../check.ts'

/** Where requests would go: to AWS, or to the loopback that answers and proves itself. */
export const endpoint: Check = {
  name: 'endpoint',
  async run({ account }) {
    if (account.target === 'local') {
      const { endpoint: at } = await account.describe()
      return [ok(`AWS on loopback answers at ${at}`)]
    }
    await account.sts() // refuses an endpoint that is left over in the environment, and sends nothing yet
    return [ok("AWS's own endpoints: no other is left over in the environment")]
  },
}
