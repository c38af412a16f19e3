import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { regionIn } from './place.ts'
import type { Stored } from './stored.ts'
import type { VersionOptions } from './version.ts'

const parameterStores = new Map<string | undefined, SSMClient>()

export async function readParameter(name: string, { versionStage, versionId = versionStage }: VersionOptions): Promise<Stored> {
  const { region } = regionIn(name)
  const client = parameterStores.get(region) ?? new SSMClient(regionIn(name))
  parameterStores.set(region, client)
  // GetParameters, since that is what the function's role may do
  const { Parameters = [] } = await client.send(
    new GetParametersCommand({ Names: [versionId === undefined ? name : `${name}:${versionId}`], WithDecryption: true }),
  )
  const [parameter] = Parameters
  if (parameter === undefined) throw new Error(`parameter ${name} does not exist`)
  return { text: parameter.Value }
}
