import { list, map, structure } from '../../shapes/containers.ts'
import { blob, boolean, enumeration, integer, text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import { functionNamePattern } from './function-name.ts'

/** Members that several operations take. Source: API reference, CreateFunction. */
export const functionName = text({ min: 1, max: 140, pattern: functionNamePattern })

/** A version or an alias of the function. */
export const qualifier = optional(text({ min: 1, max: 128 }))

const zipFile = sensitive(blob())

export const architectures = list(enumeration('x86_64', 'arm64'), { min: 1, max: 1 })

/** What a function is configured with, at its creation and later. */
export const configuration = {
  Role: text({ pattern: /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/ }),
  Runtime: optional(text({ max: 64 })),
  Handler: optional(text({ max: 128, pattern: /^[^\s]+$/ })),
  Description: optional(text({ max: 256 })),
  Timeout: optional(integer({ min: 1, max: 900 })),
  MemorySize: optional(integer({ min: 128, max: 10_240 })),
  Environment: optional(structure({ Variables: optional(sensitive(map(text()))) })),
}

/** What AWS has and this does not: read to be refused in words, since to ignore it would run the function otherwise than it says. */
export const unsupported = {
  PackageType: optional(text()),
  Publish: optional(boolean()),
  Layers: optional(list(text())),
  VpcConfig: optional(structure({ SubnetIds: optional(list(text())) })),
  FileSystemConfigs: optional(list(structure({}))),
  KMSKeyArn: optional(text()),
  CodeSigningConfigArn: optional(text()),
  SnapStart: optional(structure({ ApplyOn: optional(text()) })),
  LoggingConfig: optional(structure({ LogFormat: optional(text()) })),
  CapacityProviderConfig: optional(structure({})),
  DurableConfig: optional(structure({})),
  TenancyConfig: optional(structure({})),
}

/** Where code may come from on AWS. */
export const codeSource = {
  ZipFile: optional(zipFile),
  S3Bucket: optional(text()),
  S3Key: optional(text()),
  ImageUri: optional(text()),
}
