import { arnLike } from './arn-like.ts'

/** ArnEquals and ArnLike behave identically. Source: IAM User Guide, "Amazon Resource Name (ARN) condition operators". */
export const arnEquals = { ...arnLike, name: 'ArnEquals' }
