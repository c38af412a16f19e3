type Write = NodeJS.WritableStream['write']
type Rest = [encodingOrCallback?: unknown, callback?: unknown]

/** Puts `mask` before a stream's `write` and `end`. Gives a function that ends it. */
export function guardStream(stream: NodeJS.WritableStream, mask: (text: string) => string): () => void {
  const before = { write: stream.write, end: stream.end }
  // Its class's own, or what another has put over them.
  const descriptors = (['write', 'end'] as const).map((name) => [name, Object.getOwnPropertyDescriptor(stream, name)] as const)
  let isOver = false
  // The stream's own overloads are those of the two originals, which get all arguments but the first as they came.
  const write = ((chunk: unknown, ...rest: Rest) =>
    before.write.apply(stream, [isOver ? chunk : masked(chunk, rest, mask), ...rest] as never)) as Write
  const end = ((...all: [chunk?: unknown, ...Rest]) => {
    const [chunk, ...rest] = all
    const hasChunk = !isOver && chunk !== undefined && chunk !== null && typeof chunk !== 'function'
    return before.end.apply(stream, (hasChunk ? [masked(chunk, rest, mask), ...rest] : all) as never)
  }) as typeof stream.end
  Object.assign(stream, { write, end })
  return () => {
    isOver = true // also where another has put its own over this one
    for (const [name, descriptor] of descriptors) {
      if (stream[name] !== { write, end }[name]) continue
      if (descriptor) Object.defineProperty(stream, name, descriptor)
      else Reflect.deleteProperty(stream, name)
    }
  }
}

function masked(chunk: unknown, [encoding]: Rest, mask: (text: string) => string): unknown {
  if (typeof chunk === 'string') {
    if (typeof encoding !== 'string' || /^utf-?8$/i.test(encoding)) return mask(chunk)
    // In another encoding the text is not what arrives; a name that is none is for the stream to refuse.
    return Buffer.isEncoding(encoding) ? encoded(chunk, encoding, mask) : chunk
  }
  if (!ArrayBuffer.isView(chunk)) return chunk
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  const clean = maskedBytes(bytes, mask)
  return clean === bytes ? chunk : clean
}

function encoded(chunk: string, encoding: BufferEncoding, mask: (text: string) => string): string {
  const bytes = Buffer.from(chunk, encoding)
  const clean = maskedBytes(bytes, mask)
  return clean === bytes ? chunk : clean.toString(encoding)
}

/** Bytes as Latin-1, a character a byte, so that those that are no UTF-8, or half a character, stay what they are. */
function maskedBytes(bytes: Buffer, mask: (text: string) => string): Buffer {
  const text = bytes.toString('latin1')
  const clean = mask(text)
  return clean === text ? bytes : Buffer.from(clean, 'latin1')
}
