import { parameterArn } from '../account/arn.ts'
import { isNamed } from '../account/is-named.ts'
import { TaskError } from '../task-error.ts'
import type { OpenStore } from './store.ts'

/** Parameter Store: a `SecureString` of the standard tier under the key `aws/ssm`. */
export const openParameter: OpenStore = async (name, { account }) => {
  const client = await account.parameterStore()
  const called = `parameter ${name}`
  const read = async () => {
    const { Parameter: parameter } = await client.getParameter({ Name: name, WithDecryption: true })
    return { text: parameter?.Value ?? '', version: String(parameter?.Version), arn: parameter?.ARN ?? name }
  }
  return {
    service: 'ssm',
    called,
    maxBytes: 4096, // Systems Manager User Guide, "Managing parameter tiers": the standard tier
    current: () => read().catch((error) => (isNamed(error, 'ParameterNotFound') ? undefined : Promise.reject(error))),
    async write(text, basedOn) {
      const { Version: version = 0 } = await client.putParameter({ Name: name, Value: text, Type: 'SecureString', Overwrite: true })
      if (basedOn !== undefined && version !== Number(basedOn) + 1) throw changedMeanwhile(called, version - 1)
      return { arn: parameterArn(name, await account.describe()), version: String(version), change: version === 1 ? 'created' : 'updated' }
    },
    async read(written) {
      const stored = await read()
      if (stored.version !== written.version) throw changedMeanwhile(called, Number(stored.version))
      return stored
    },
  }
}

function changedMeanwhile(called: string, version: number): TaskError {
  return new TaskError('CONFLICT', {
    message: `${called} was changed by someone else in this moment, in version ${version}: compare the two, then put it again`,
  })
}
