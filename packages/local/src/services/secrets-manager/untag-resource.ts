import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import { tagKey } from './tag-input.ts'

export const untagResource = operation({
  name: 'UntagResource',
  input: { SecretId: secretId(), TagKeys: list(tagKey()) },
  permissions: ({ SecretId, TagKeys }, { secrets }) => [
    onSecret('secretsmanager:UntagResource', SecretId, secrets, { 'aws:TagKeys': TagKeys.length === 0 ? undefined : TagKeys }),
  ],
  changes: true,
  run({ SecretId, TagKeys }, { secrets, now }) {
    const secret = secrets.findUndeleted(SecretId)
    const tags = secret.tags.filter(({ Key }) => !TagKeys.includes(Key))
    if (tags.length < secret.tags.length) secrets.save({ ...secret, tags, wasTagged: true, lastChangedAt: now().getTime() })
    return {}
  },
})
