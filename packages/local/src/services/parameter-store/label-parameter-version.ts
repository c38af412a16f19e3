import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { integer } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { versionNotFound } from './find-parameter.ts'
import { namedParameter } from './named-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { isLabel, withLabels } from './parameter-labels.ts'
import { parameterLabel, parameterName } from './parameter-shapes.ts'

export const labelParameterVersion = operation({
  name: 'LabelParameterVersion',
  changes: true,
  input: { Name: parameterName(), ParameterVersion: optional(integer()), Labels: list(parameterLabel(), { min: 1, max: 10 }) },
  permissions: ({ Name }, { parameters }) => [onParameter('ssm:LabelParameterVersion', Name, parameters)],
  run({ Name, ParameterVersion, Labels }, { parameters }) {
    const { key, record } = namedParameter(Name, parameters)
    const version = ParameterVersion ?? record.current.version
    if (parameters.version(record, key, version) === undefined) throw versionNotFound(String(version), record.name)
    parameters.update(key, { ...record, labels: withLabels(record.labels, version, Labels.filter(isLabel)) })
    // a label that cannot be one is told apart, the others are attached: "LabelParameterVersion"
    return { InvalidLabels: Labels.filter((label) => !isLabel(label)), ParameterVersion: version }
  },
  responseElements: ({ InvalidLabels, ParameterVersion }) => ({ invalidLabels: InvalidLabels, parameterVersion: ParameterVersion }),
})
