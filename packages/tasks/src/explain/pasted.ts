import { stripVTControlCharacters } from 'node:util'
import { type Denial, denialIn } from '../account/denial.ts'
import { isOfUnnamedKey } from './key-statement.ts'

/** What somebody pasted, as far as it is a refusal. */
export type Pasted =
  | { readonly form: 'denial'; readonly denial: Denial }
  /** The key of a value may not be used: without who and what, or without the key or the one reason. */
  | { readonly form: 'key'; readonly denial?: Denial }
  /** AWS has written the reason in a text that only an administrator can have decoded. */
  | { readonly form: 'encoded' }
  /** The sentence of `sallyport` in a function, which names the statement. */
  | {
      readonly form: 'runtime'
      readonly role: string | undefined
      readonly action: string
      readonly resource: string
      readonly functionName: string | undefined
    }

/**
 * The refusal in a text that was pasted: AWS's message, alone or in the words of an SDK, a log or JSON. `undefined` when there is none.
 * Sources: IAM User Guide, "Troubleshoot access denied error messages"; Security Token Service API Reference, "DecodeAuthorizationMessage";
 * Key Management Service Developer Guide, "Troubleshooting key access".
 */
export function pasted(text: string): Pasted | undefined {
  const lines = stripVTControlCharacters(text).replaceAll('\\"', '"').replaceAll('\\r', '').replaceAll('\\n', '\n')
  const asWords = reading(lines.replace(/\s+/g, ' '))
  // a terminal breaks its lines where they end, inside words too
  const asOneLine = reading(lines.replace(/\r?\n/g, '').replace(/\s+/g, ' '))
  return told(asOneLine) > told(asWords) ? asOneLine : asWords
}

/** How much is told, which is less where a word ends too early. */
function told(found: Pasted | undefined): number {
  if (found === undefined) return 0
  if (!('denial' in found)) return 1
  const { resource, policy, isExplicit } = found.denial
  return 1 + Number(resource !== undefined) + Number(policy !== undefined) + Number(isExplicit)
}

/** Stands where other refusals name the resource: AWS does not say which key it was. */
const insteadOfKey = ' on the resource associated with this ciphertext'

/** AWS names three reasons and not which, where the key is another account's or does not exist. */
const oneOfReasons = /does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies/i

/** S3's way; a blank of a key in it becomes the wildcard for one character, so that the resource stays one word. */
const quotedResource = /(?<=on resource: )"([^"]+)"/

function reading(line: string): Pasted | undefined {
  const denial = denialIn(line.replace(insteadOfKey, '').replace(quotedResource, (_, resource: string) => resource.replaceAll(' ', '?')))
  if (denial !== undefined) return isOfKey(denial, line) ? { form: 'key', denial } : { form: 'denial', denial }
  if (/encoded authorization (?:failure )?message/i.test(line)) return { form: 'encoded' }
  const said =
    /(?:(?:role|user) (?<who>[\w+=,.@/-]+) )?may not .*?\{"Effect":"Allow","Action":"(?<action>[\w-]+:\w+)","Resource":"(?<resource>[^"]+)"\}/.exec(
      line,
    )?.groups
  const { who, action, resource } = said ?? {}
  if (action !== undefined && resource !== undefined) {
    // where it does not know its name it says FUNCTION
    const functionName = /sallyport grant (?!FUNCTION\b)(?<name>[\w-]+)/.exec(line)?.groups?.['name']
    return { form: 'runtime', role: who, action, resource, functionName }
  }
  return /Access to KMS is not allowed|ciphertext refers to a (?:customer master key|KMS key)/i.test(line) ? { form: 'key' } : undefined
}

/** Whether the caller's own policies or the key's decided, as far as AWS says, and no boundary or policy of the organization. */
function isOfKey(denial: Denial, line: string): boolean {
  if (!denial.action.startsWith('kms:') || denial.isExplicit) return false
  const { policy } = denial
  const isOfEither = policy === undefined || policy === 'identity-based policy' || policy === 'resource-based policy'
  return (isOfEither && isOfUnnamedKey(denial)) || oneOfReasons.test(line)
}
