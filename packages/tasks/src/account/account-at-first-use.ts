import type { Account } from './account.ts'
import { type AccountOptions, openAccount } from './open-account.ts'

/**
 * An account that is opened when something is first asked of it, and fails only then: for tasks that may need none, or look why there is none.
 * @param isOpened told of it then; default: nothing
 */
export function accountAtFirstUse(options: AccountOptions, isOpened: (account: Account) => Promise<void> = async () => {}): Account {
  let opening: Promise<Account> | undefined
  let opened: Account | undefined
  const open = async () => {
    opened = await openAccount(options)
    await isOpened(opened)
    return opened
  }
  const account = () => {
    opening ??= open()
    return opening
  }
  return {
    target: options.target,
    describe: async () => (await account()).describe(),
    secretsManager: async () => (await account()).secretsManager(),
    parameterStore: async () => (await account()).parameterStore(),
    iam: async () => (await account()).iam(),
    sts: async () => (await account()).sts(),
    lambda: async () => (await account()).lambda(),
    cloudTrail: async () => (await account()).cloudTrail(),
    close: () => opened?.close(),
  }
}
