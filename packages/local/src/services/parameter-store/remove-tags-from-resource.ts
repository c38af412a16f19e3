import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { tagKey } from './parameter-shapes.ts'
import { onTagged, taggedInput, taggedParameter } from './tagged-parameter.ts'

export const removeTagsFromResource = operation({
  name: 'RemoveTagsFromResource',
  changes: true,
  input: { ...taggedInput, TagKeys: list(tagKey()) },
  permissions: ({ TagKeys, ...tagged }, { parameters }) => [
    onTagged('ssm:RemoveTagsFromResource', tagged, parameters, { 'aws:TagKeys': TagKeys.length === 0 ? undefined : TagKeys }),
  ],
  run({ TagKeys, ...tagged }, { parameters }) {
    const { key, record } = taggedParameter(tagged, parameters)
    parameters.update(key, { ...record, tags: record.tags.filter(([tag]) => !TagKeys.includes(tag)) })
    return {}
  },
})
