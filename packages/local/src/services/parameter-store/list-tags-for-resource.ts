import { operation } from '../../operation.ts'
import { onTagged, taggedInput, taggedParameter } from './tagged-parameter.ts'

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: taggedInput,
  permissions: (tagged, { parameters }) => [onTagged('ssm:ListTagsForResource', tagged, parameters)],
  run(tagged, { parameters }) {
    const { record } = taggedParameter(tagged, parameters)
    return { TagList: record.tags.map(([Key, Value]) => ({ Key, Value })) }
  },
})
