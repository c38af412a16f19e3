import { awsError } from '../../aws-error.ts'

/** The labels of a parameter, each at one of its versions. */
export type ParameterLabels = readonly (readonly [label: string, version: number])[]

/** Labels of one version. Source: Systems Manager API Reference, "LabelParameterVersion". */
const mostLabels = 10

/** Source: Systems Manager API Reference, "LabelParameterVersion": letters, digits and `.-_`, no digit, `aws` or `ssm` first. */
const labelRule = /^(?!\d|aws|ssm)[a-z0-9_.-]+$/i

export function isLabel(text: string): boolean {
  return labelRule.test(text)
}

export function labelsOf(labels: ParameterLabels | undefined, version: number): readonly string[] {
  return (labels ?? []).filter(([, at]) => at === version).map(([label]) => label)
}

/**
 * Labels attached to a version, taken off the versions that have them.
 * @throws AwsError `ParameterVersionLabelLimitExceeded`
 */
export function withLabels(labels: ParameterLabels | undefined, version: number, attached: readonly string[]): ParameterLabels {
  const moved = new Set(attached)
  const all = [...(labels ?? []).filter(([label]) => !moved.has(label)), ...Array.from(moved, (label) => [label, version] as const)]
  if (labelsOf(all, version).length > mostLabels) {
    const message = `A parameter version can have maximum ${mostLabels} labels. Move one or more labels to another version and try again.`
    throw awsError('ParameterVersionLabelLimitExceeded', message)
  }
  return all
}
