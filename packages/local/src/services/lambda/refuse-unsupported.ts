import { awsError } from '../../aws-error.ts'
import type { InputOf } from '../../shapes/shape.ts'
import type { unsupported } from './function-shapes.ts'

/** @throws AwsError `InvalidParameterValueException` for the first setting that a function here could not keep */
export function refuseUnsupported(input: Partial<InputOf<typeof unsupported>>): void {
  const asked: Record<string, boolean> = {
    'PackageType other than Zip': input.PackageType !== undefined && input.PackageType !== 'Zip',
    'Publish (versions)': input.Publish === true,
    Layers: (input.Layers?.length ?? 0) > 0,
    VpcConfig: (input.VpcConfig?.SubnetIds?.length ?? 0) > 0,
    FileSystemConfigs: (input.FileSystemConfigs?.length ?? 0) > 0,
    'KMSKeyArn (customer managed keys)': (input.KMSKeyArn ?? '') !== '',
    CodeSigningConfigArn: (input.CodeSigningConfigArn ?? '') !== '',
    'SnapStart for published versions': (input.SnapStart?.ApplyOn ?? 'None') !== 'None',
    'LoggingConfig with LogFormat JSON': (input.LoggingConfig?.LogFormat ?? 'Text') !== 'Text',
    CapacityProviderConfig: input.CapacityProviderConfig !== undefined,
    DurableConfig: input.DurableConfig !== undefined,
    TenancyConfig: input.TenancyConfig !== undefined,
  }
  const setting = Object.keys(asked).find((name) => asked[name])
  if (setting !== undefined) throw awsError('InvalidParameterValueException', `AWS on loopback does not support ${setting}: leave it out`)
}

/** @throws AwsError for a runtime that is none, and for one that is not of Node.js */
export function checkRuntime(runtime: string): void {
  if (/^nodejs\d+\.x$/.test(runtime)) return
  if (/^(python|java|dotnet|ruby|go|provided|nodejs)/.test(runtime)) {
    throw awsError(
      'InvalidParameterValueException',
      `AWS on loopback runs functions of Node.js only, not of ${runtime}: take a runtime like nodejs24.x`,
    )
  }
  throw awsError(
    'InvalidParameterValueException',
    `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs20.x, nodejs22.x, nodejs24.x] or be a valid ARN`,
  )
}
