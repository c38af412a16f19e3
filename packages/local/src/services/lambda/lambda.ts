import { awsError } from '../../aws-error.ts'
import { service } from '../../service.ts'
import { restJson } from '../../wire/rest-json.ts'
import { addPermission } from './add-permission.ts'
import { createFunction } from './create-function.ts'
import { createFunctionUrlConfig } from './create-function-url-config.ts'
import { deleteFunction } from './delete-function.ts'
import { urlPrefix } from './function-url/function-urls.ts'
import { handleUrl } from './function-url/handle-url.ts'
import { getFunction } from './get-function.ts'
import { invoke } from './invoke.ts'
import { updateFunctionCode } from './update-function-code.ts'
import { updateFunctionConfiguration } from './update-function-configuration.ts'

export const lambda = service({
  name: 'lambda',
  protocol: restJson(),
  internalError: 'ServiceException',
  // Source: Lambda API Reference, "GetFunction", TooManyRequestsException
  throttling: awsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429, members: { Reason: 'CallerRateLimitExceeded' } }),
  // a zip file of 50 MB in base64, and what is around it. Source: "Lambda quotas"
  bodyLimitBytes: 70_167_211,
  operations: [
    addPermission,
    createFunction,
    createFunctionUrlConfig,
    deleteFunction,
    getFunction,
    invoke,
    updateFunctionCode,
    updateFunctionConfiguration,
  ],
  handlesPaths: { prefix: urlPrefix, handle: handleUrl },
})
