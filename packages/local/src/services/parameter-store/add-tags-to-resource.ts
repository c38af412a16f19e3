import { requestTags } from '../../authorization/request-tags.ts'
import { operation } from '../../operation.ts'
import { parameterTags } from './parameter-shapes.ts'
import { checkTags, withTags } from './parameter-tags.ts'
import { onTagged, taggedInput, taggedParameter } from './tagged-parameter.ts'

export const addTagsToResource = operation({
  name: 'AddTagsToResource',
  changes: true,
  input: { ...taggedInput, Tags: parameterTags() },
  permissions: ({ Tags, ...tagged }, { parameters }) => [onTagged('ssm:AddTagsToResource', tagged, parameters, requestTags(Tags))],
  run({ Tags, ...tagged }, { parameters }) {
    const { key, record } = taggedParameter(tagged, parameters)
    checkTags(Tags)
    parameters.update(key, { ...record, tags: withTags(record.tags, Tags) })
    return {}
  },
})
