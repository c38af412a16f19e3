import { parameterArn } from '../account/arn.ts'
import { isNamed } from '../account/is-named.ts'
import { type ParameterType, parameterTypes } from '../secret-services.ts'
import { describedParameter } from '../stored/described-parameter.ts'
import { TaskError } from '../task-error.ts'
import { madeMeanwhile } from './made-meanwhile.ts'
import type { OpenStore } from './store.ts'

/** Parameter Store: a parameter that is there keeps its type, key and tier; a new one is a `SecureString` under the key `aws/ssm`. */
export const openParameter: OpenStore = async ({ id, name, called }, { account }, askedType) => {
  const client = await account.parameterStore()
  const described = await describedParameter(id, account).catch((error: unknown) => {
    if (isNamed(error, 'AccessDeniedException')) return undefined // who may store and not look is not kept from storing
    throw error
  })
  const storedType = parameterTypes.find((each) => each === described?.Type)
  assertSameType(called, storedType, askedType)
  const type = askedType ?? storedType ?? 'SecureString'
  const read = async (selector: string) => {
    const { Parameter: parameter } = await client.getParameter({ Name: selector, WithDecryption: true })
    return { text: parameter?.Value ?? '', version: String(parameter?.Version) }
  }
  return {
    service: 'ssm',
    called,
    name,
    maxBytes: described?.Tier === 'Advanced' ? 8192 : 4096, // Systems Manager User Guide, "Managing parameter tiers"
    type,
    current: () =>
      read(id).then(
        ({ text, version }) => ({ text, follows: { version } }),
        (error) => (isNamed(error, 'ParameterNotFound') ? { text: undefined, follows: 'absent' } : Promise.reject(error)),
      ),
    kept: ({ text }) => Buffer.from(text),
    async write({ text }, follows) {
      const put = client.putParameter({
        Name: id,
        Value: text,
        Type: type,
        Overwrite: follows !== 'absent',
        // AWS would take its own key otherwise ("PutParameter", KeyId)
        ...(type === 'SecureString' && described?.KeyId !== undefined ? { KeyId: described.KeyId } : {}),
      })
      const { Version: version = 0 } = await put.catch(async (error) => {
        if (!isNamed(error, 'ParameterAlreadyExists')) throw error
        const there = await read(id)
        // the same: a repeated request of ours is answered so, as "PutParameter" has no token that tells it
        if (there.text === text && there.version === '1') return { Version: 1 }
        throw madeMeanwhile(called, error)
      })
      if (typeof follows === 'object' && version !== Number(follows.version) + 1) throw changedMeanwhile(called, version - 1)
      return { arn: parameterArn(id, await account.describe()), version: String(version), change: version === 1 ? 'created' : 'updated' }
    },
    async read(written) {
      // this very version: another may have stored the next one by now (API Reference, "GetParameter", Name: "name:version")
      return Buffer.from((await read(`${id}:${written.version}`)).text)
    },
  }
}

/** Systems Manager API Reference, "PutParameter", HierarchyTypeMismatchException: a parameter's type stays. */
function assertSameType(called: string, stored: ParameterType | undefined, asked: ParameterType | undefined): void {
  if (stored === undefined || asked === undefined || stored === asked) return
  throw new TaskError('WRONG_USE', {
    message: `${called} is a ${stored} and cannot become a ${asked}: leave \`type\` out, or choose another name`,
  })
}

function changedMeanwhile(called: string, version: number): TaskError {
  return new TaskError('CONFLICT', {
    message: `${called} was changed by someone else in this moment, in version ${version}: compare the two, then put it again`,
  })
}
