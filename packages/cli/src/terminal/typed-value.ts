/** What has been typed or pasted so far, and where in it the reader stands. A paste may be cut anywhere, so it is fed byte by byte. */
export interface TypedValue {
  /** Takes bytes of the terminal, and says what they asked for. */
  take(bytes: Uint8Array): TypedEnd | undefined
  /** Whether an Enter is the last thing that was typed, so that quiet ends the value. */
  readonly endsWithEnter: boolean
  /** Whether a PEM text has begun and not ended: then its lines are still coming, however slowly. */
  readonly isInsidePem: boolean
  /** The value without the Enter that ended it. */
  value(): Uint8Array
}

/** `unclear`: a key that would edit elsewhere or mean a command, such as an arrow. A guess would store something else than was meant. */
export type TypedEnd = 'cancelled' | 'ended' | 'unclear'

const key = {
  ctrlC: 0x03,
  ctrlD: 0x04,
  backspace: 0x08,
  tab: 0x09,
  newline: 0x0a,
  enter: 0x0d,
  ctrlU: 0x15,
  escape: 0x1b,
  space: 0x20,
  delete: 0x7f,
}

/** What follows ESC. Source: xterm control sequences, "Bracketed Paste Mode". */
const [pasteBegins, pasteEnds] = ['[200~', '[201~']

export function typedValue(): TypedValue {
  let typed: number[] = []
  let isPasting = false
  let afterEscape: string | undefined
  let afterReturn = false
  let endsWithEnter = false

  function take(byte: number): TypedEnd | undefined {
    if (afterEscape !== undefined) return takeAfterEscape(byte)
    if (byte === key.escape) afterEscape = ''
    else return takeCharacter(byte)
    return undefined
  }

  function takeAfterEscape(byte: number): TypedEnd | undefined {
    const sequence = afterEscape + String.fromCharCode(byte)
    afterEscape = undefined
    if (sequence === pasteBegins || sequence === pasteEnds) {
      isPasting = sequence === pasteBegins
      afterReturn = false
    } else if (pasteBegins.startsWith(sequence) || pasteEnds.startsWith(sequence)) afterEscape = sequence
    else if (!isPasting) return 'unclear'
    else {
      // an escape that is part of what is pasted: the task keeps it or refuses it
      typed.push(key.escape)
      for (const each of sequence.slice(0, -1)) typed.push(each.charCodeAt(0))
      return take(byte)
    }
    return undefined
  }

  function takeCharacter(byte: number): TypedEnd | undefined {
    if (byte === key.enter || byte === key.newline) {
      // terminals send CR for a pasted newline, some send CR LF: both are one line's end
      if (!(byte === key.newline && afterReturn)) typed.push(key.newline)
      afterReturn = byte === key.enter
      endsWithEnter = !isPasting
      return undefined
    }
    afterReturn = false
    endsWithEnter = false
    if (isPasting || (byte >= key.space && byte !== key.delete) || byte === key.tab) typed.push(byte)
    else if (byte === key.ctrlC) return 'cancelled'
    else if (byte === key.ctrlD) return 'ended'
    else if (byte === key.ctrlU) typed = []
    else if (byte === key.delete || byte === key.backspace) typed = withoutLastCharacter(typed)
    else return 'unclear'
    return undefined
  }

  return {
    take(bytes) {
      for (const byte of bytes) {
        const end = take(byte)
        if (end !== undefined) return end
      }
      return undefined
    },
    get endsWithEnter() {
      return endsWithEnter
    },
    get isInsidePem() {
      const text = Buffer.from(typed).toString('latin1')
      return text.startsWith('-----BEGIN ') && !/^-----END .*-----$/m.test(text) // RFC 7468, "Textual Encodings"
    },
    value: () => Uint8Array.from(endsWithEnter ? typed.slice(0, -1) : typed),
  }
}

/** UTF-8: a character's following bytes are 10xxxxxx. */
function withoutLastCharacter(bytes: readonly number[]): number[] {
  let end = bytes.length - 1
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.slice(0, Math.max(end, 0))
}
