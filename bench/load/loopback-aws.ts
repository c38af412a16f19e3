// A process that is AWS on loopback, in memory, permissions enforced and every call recorded.
import { startLocal } from '@sallyport/local'
import { answerParent } from './asked-by-parent.ts'

const { port, region, accessKeyId, secretAccessKey, stop } = await startLocal({ port: 0 })
answerParent(stop)
process.send?.({ port, region, accessKeyId, secretAccessKey })
