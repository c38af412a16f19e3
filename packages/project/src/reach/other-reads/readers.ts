import { awsSdkV2 } from './aws-sdk-v2.ts'
import { awsSdkV3 } from './aws-sdk-v3.ts'
import { lambdaExtension } from './lambda-extension.ts'
import { middy } from './middy.ts'
import type { Reader } from './other-read.ts'
import { powertools } from './powertools.ts'

/** What reads secrets beside `sallyport`, a file each. */
export const readers: readonly Reader[] = [awsSdkV3, awsSdkV2, powertools, middy, lambdaExtension]

/** Whether a module is one of a reader's. Such modules stay out of a bundle that is looked at, so that their uses have their names. */
export function isReader(specifier: string): boolean {
  return readers.some(({ modules }) => modules.test(specifier))
}
