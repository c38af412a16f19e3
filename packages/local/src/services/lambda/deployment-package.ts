import { createHash } from 'node:crypto'
import { awsError } from '../../aws-error.ts'
import { checkZip, UnusableZip } from '../../runtime-api/unpacked-code.ts'

export interface DeploymentPackage {
  readonly zip: Uint8Array
  readonly codeSha256: string
  readonly codeSizeBytes: number
}

/** Bytes of a zip file that is uploaded directly. Source: "Lambda quotas", deployment package (50 MB zipped, for direct upload). */
const maxZippedBytes = 50 * 1024 * 1024

interface CodeSource {
  readonly ZipFile?: Uint8Array | undefined
  readonly S3Bucket?: string | undefined
  readonly S3Key?: string | undefined
  readonly ImageUri?: string | undefined
}

/** The code that was sent, looked through. @throws AwsError `InvalidParameterValueException` */
export async function deploymentPackage({ ZipFile: zip, S3Bucket, S3Key, ImageUri }: CodeSource): Promise<DeploymentPackage> {
  if (S3Bucket !== undefined || S3Key !== undefined || ImageUri !== undefined) {
    throw refusal('AWS on loopback takes code as ZipFile only: it has no S3 and no container images')
  }
  if (zip === undefined) throw refusal('Please provide a source for function code.')
  if (zip.length > maxZippedBytes) throw refusal(`Zipped size must be smaller than ${maxZippedBytes} bytes`)
  try {
    await checkZip(zip)
  } catch (error) {
    if (!(error instanceof UnusableZip)) throw error
    throw refusal('Could not unzip uploaded file. Please check your file, then try to upload again.')
  }
  return { zip, codeSha256: createHash('sha256').update(zip).digest('base64'), codeSizeBytes: zip.length }
}

function refusal(message: string) {
  return awsError('InvalidParameterValueException', message)
}
