import { bytesFrom } from './base64.ts'
import { asBuffer, ownBytes } from './own-bytes.ts'
import type { Stored } from './stored-reading.ts'
import { textsIn } from './texts-in.ts'
import { type Needle, needlesOf, type Sought } from './value-needles.ts'

/** Shorter values than in logs, and such as `--------` too: an error is short, and little is lost by masking a word too many. */
const inErrors: Sought = { shortest: 4, fewestDifferent: 1 }

/** Texts of a stored JSON value up to which two of them are tried as a login. */
const mostForLogins = 10

/** The character of base64 that a value shares with what follows it, and the padding. One shared with what stands before is left: it tells some bits. */
const sharedEnd = '(?:[\\w+/-]={0,2})?'

/** Finds what is stored in texts, in any form in which it gets into an error; `undefined` where there is nothing to find. */
export function valuePattern(stored: readonly Stored[]): RegExp | undefined {
  const needles = [...new Set(stored.flatMap(withDecoded))].flatMap((one) => [...needlesOf(one, inErrors), ...inBasic(one)])
  const forms = needles
    .sort((one, other) => other.text.length - one.text.length) // a short one that is a part of a long one would leave the rest
    .map(({ text, sharedAfter }) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') + (sharedAfter ? sharedEnd : ''))
  return forms.length === 0 ? undefined : new RegExp([...new Set(forms)].join('|'), 'g')
}

/** A parameter, which holds text only, has bytes stored as base64. */
function withDecoded(stored: Stored): Stored[] {
  const bytes = typeof stored === 'string' && bytesFrom(stored)
  return bytes ? [stored, bytes] : [stored]
}

/** As HTTP Basic sends what is stored, the whole of it: any two texts of a JSON value as a login, bytes as a text. */
function inBasic(stored: Stored): Needle[] {
  const texts = typeof stored === 'string' ? loginsIn(stored) : [asBuffer(stored).toString()]
  const sent = texts.filter(({ length }) => length >= inErrors.shortest)
  return sent.flatMap((text) => [{ text }, { text: ownBytes(text).toString('base64') }])
}

function loginsIn(stored: string): string[] {
  const [, ...texts] = textsIn(stored)
  return texts.length > mostForLogins ? [] : texts.flatMap((one) => texts.map((other) => `${one}:${other}`))
}
