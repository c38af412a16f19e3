import { requestTags } from '../../authorization/request-tags.ts'
import { operation } from '../../operation.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import { checkTags, tagList } from './tag-input.ts'

export const tagResource = operation({
  name: 'TagResource',
  input: { SecretId: secretId(), Tags: tagList() },
  permissions: ({ SecretId, Tags }, { secrets }) => [onSecret('secretsmanager:TagResource', SecretId, secrets, requestTags(Tags))],
  changes: true,
  run({ SecretId, Tags }, { secrets, now }) {
    checkTags(Tags)
    const secret = secrets.findUndeleted(SecretId)
    const valueByKey = new Map(secret.tags.map(({ Key, Value }) => [Key, Value]))
    for (const { Key, Value } of Tags) valueByKey.set(Key, Value)
    const tags = Array.from(valueByKey, ([Key, Value]) => ({ Key, Value }))
    checkTags(tags)
    secrets.save({ ...secret, tags, lastChangedAt: now().getTime() })
    return {}
  },
})
