import { isDeepStrictEqual } from 'node:util'
import { invokedWith } from '../invoked-with.ts'
import { holds } from '../narrator.ts'
import { sallyportJson } from '../sallyport-command.ts'
import { newKey, type Step } from '../scene.ts'

/** A third function: the changes of a table, and a login. */
export const bringChangesToTheCrm: Step = {
  title: 'A data change: crm-sync brings changed contacts to a CRM by HTTP Basic (examples/crm-sync)',
  async run(scene) {
    const { project, crm, keys, clients, say } = scene
    const login = { username: 'sync', password: newKey() }
    keys.push(login.password)
    crm.accept(login.username, login.password)
    await sallyportJson(['put', '{stage}/crm', '--kind', 'login', '--local'], project, { input: JSON.stringify(login) })
    crm.stumbleOver('c-2')
    const partly = await invokedWith('crm-sync', 'contacts-changed.json', scene)
    const failed = { batchItemFailures: [{ itemIdentifier: '111000000000000000000002' }] }
    holds(isDeepStrictEqual(partly, failed), 'the change that failed is named to Lambda', partly)
    say(`the CRM stumbles over one of 3 changes: ${crm.changed()} brought, the next named to Lambda as the one to begin again from`)
    crm.stumbleOver()
    const brought = await invokedWith('crm-sync', 'contacts-changed.json', scene)
    holds(isDeepStrictEqual(brought, { batchItemFailures: [] }), 'every change is brought', brought)
    holds(crm.refused() === 0 && crm.contacts.size === 1, 'the CRM has what the table has', [...crm.contacts])
    const reads = await clients.readsBy('crm-sync', 'GetSecretValue')
    holds(reads === 1, 'two invocations read the login once', reads)
    say(`tried again: all brought, ${crm.refused()} calls refused, ${reads} request to Secrets Manager`)
  },
}
