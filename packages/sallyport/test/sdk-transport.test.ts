// Clients of the AWS SDK behind the cache, against AWS on loopback. What the server cannot be made to do is done by a client of the test's own.
import { inspect } from 'node:util'
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, GetParametersCommand, LabelParameterVersionCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { STS } from '@aws-sdk/client-sts'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { batch } from '../src/aws-client/batch.ts'
import { configureRuntime, listenTo } from '../src/configure.ts'
import { declared } from '../src/declared.ts'
import type { SallyportEvent } from '../src/events.ts'
import { storedBinary } from '../src/kinds/binary.ts'
import { storedText } from '../src/kinds/stored-text.ts'
import type { ReadingOptions } from '../src/reading-options.ts'
import { createRuntime } from '../src/runtime.ts'
import { type SdkClient, sdkTransport } from '../src/transports/sdk-transport.ts'
