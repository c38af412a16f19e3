import { createHash } from 'node:crypto'

export interface ZipFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** A zip of `files` that is the same for the same files: times and order are fixed, so that its hash tells whether code changed. */
export async function zipOf(files: readonly ZipFile[]): Promise<Uint8Array> {
  const { default: yazl } = await import('yazl')
  const zip = new yazl.ZipFile()
  const mtime = new Date(Date.UTC(1980, 0, 2)) // the first year that a zip can hold, in every time zone
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    zip.addBuffer(Buffer.from(bytes), path, { mtime, mode: 0o100644 })
  }
  zip.end()
  const chunks: Uint8Array[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array) // no encoding is set on the stream, so it gives bytes
  return Buffer.concat(chunks)
}

/** Lambda API Reference, "FunctionConfiguration": `CodeSha256` is the base64 of the package's SHA-256. */
export function codeSha256(zip: Uint8Array): string {
  return createHash('sha256').update(zip).digest('base64')
}
