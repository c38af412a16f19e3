import { awsError } from '../../aws-error.ts'

/** What a parameter is kept as; `Intelligent-Tiering` is only what may be asked for. */
export type Tier = 'Standard' | 'Advanced'

/**
 * Most bytes of a value.
 * Source: Systems Manager User Guide, "Managing parameter tiers" (4 KB and 8 KB).
 */
const mostBytes: Readonly<Record<Tier, number>> = { Standard: 4096, Advanced: 8192 }

/**
 * The tier that a value goes into: the one asked for, else the one it has, else Standard.
 * @throws AwsError when the value is too large for it, or the parameter would lose the advanced tier
 */
export function tierFor(value: string, asked: Tier | 'Intelligent-Tiering' | undefined, current: Tier | undefined): Tier {
  const bytes = Buffer.byteLength(value)
  const fits: Tier = bytes > mostBytes.Standard ? 'Advanced' : 'Standard'
  const tier = asked === 'Intelligent-Tiering' ? (current === 'Advanced' ? current : fits) : (asked ?? current ?? 'Standard')
  if (tier === 'Standard' && current === 'Advanced') throw awsError('ValidationException', staysAdvanced)
  if (bytes > mostBytes[tier]) throw awsError('ValidationException', tooLarge[tier])
  return tier
}

const tooLarge: Readonly<Record<Tier, string>> = {
  Standard:
    'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter ' +
    'to use the advanced-parameter tier.',
  Advanced: 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
}

const staysAdvanced =
  "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter " +
  'tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.'
