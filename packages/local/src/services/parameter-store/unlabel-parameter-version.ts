import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { integer } from '../../shapes/scalars.ts'
import { versionNotFound } from './find-parameter.ts'
import { namedParameter } from './named-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { labelsOf } from './parameter-labels.ts'
import { parameterLabel, parameterName } from './parameter-shapes.ts'

export const unlabelParameterVersion = operation({
  name: 'UnlabelParameterVersion',
  changes: true,
  input: { Name: parameterName(), ParameterVersion: integer(), Labels: list(parameterLabel(), { min: 1, max: 10 }) },
  permissions: ({ Name }, { parameters }) => [onParameter('ssm:UnlabelParameterVersion', Name, parameters)],
  run({ Name, ParameterVersion, Labels }, { parameters }) {
    const { key, record } = namedParameter(Name, parameters)
    if (parameters.version(record, key, ParameterVersion) === undefined) throw versionNotFound(String(ParameterVersion), record.name)
    const attached = labelsOf(record.labels, ParameterVersion)
    const removed = Labels.filter((label) => attached.includes(label))
    parameters.update(key, { ...record, labels: (record.labels ?? []).filter(([label]) => !removed.includes(label)) })
    return { RemovedLabels: removed, InvalidLabels: Labels.filter((label) => !attached.includes(label)) }
  },
  responseElements: ({ RemovedLabels, InvalidLabels }) => ({ removedLabels: RemovedLabels, invalidLabels: InvalidLabels }),
})
