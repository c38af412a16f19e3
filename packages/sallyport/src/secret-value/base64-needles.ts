import type { Needle } from './value-needles.ts'

/**
 * Bytes in base64 of either alphabet at each of the three places in a group at which they may begin: as they are, and behind whatever
 * stands before them in what was encoded, such as the user name of HTTP Basic. Only characters that the bytes alone decide.
 */
export function base64Needles(bytes: Uint8Array): Needle[] {
  return ([0, 1, 2] as const).flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    // Of the first group, bytes that stand before decide 8 or 16 bits, and a character holds 6.
    const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)]
    const sharedBefore = before === 0 ? 0 : 1
    const sharedAfter = padded.length % 3 === 0 ? 0 : 1
    const text = padded.toString('base64').slice(from, to)
    const forms = /[+/]/.test(text) ? [text, text.replaceAll('+', '-').replaceAll('/', '_')] : [text] // the two alphabets differ in these
    return forms.map((form) => ({ text: form, sharedBefore, sharedAfter }) as const)
  })
}
