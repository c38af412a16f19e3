import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, fromBufferPromise } from 'yauzl'

/** Bytes that a deployment package may have unzipped. Source: "Lambda quotas", deployment package (250 MB). */
const maxUnzippedBytes = 250 * 1024 * 1024

const symbolicLink = 0o120000
const fileTypeMask = 0o170000

/** A deployment package that is no zip file, or one that would write where it may not. */
export class UnusableZip extends Error {
  override readonly name = 'UnusableZip'
}

/** Looks through a deployment package without unpacking it. @throws UnusableZip */
export async function checkZip(zip: Uint8Array): Promise<void> {
  for await (const _ of entriesOf(zip)) {
    // reading every entry is the check
  }
}

/** Unpacks a deployment package into `folder`, which is empty. @throws UnusableZip */
export async function unpackCode(zip: Uint8Array, folder: string): Promise<void> {
  for await (const { entry, content } of entriesOf(zip)) {
    const path = join(folder, entry.fileName)
    if (entry.fileName.endsWith('/')) {
      await mkdir(path, { recursive: true, mode: 0o700 })
      continue
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const isExecutable = ((entry.externalFileAttributes >>> 16) & 0o100) !== 0
    // all environments of the function share the folder: on Lambda, too, no process may write to its code
    await pipeline(await content(), createWriteStream(path, { flags: 'wx', mode: isExecutable ? 0o500 : 0o400 })).catch((cause) => {
      throw new UnusableZip(`${entry.fileName} could not be unpacked`, { cause })
    })
  }
}

async function* entriesOf(zip: Uint8Array): AsyncGenerator<{ entry: Entry; content: () => Promise<NodeJS.ReadableStream> }> {
  // yauzl refuses absolute paths, drive letters, `..` and backslashes, and a stream that is longer than its entry declares
  const file = await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), {
    lazyEntries: true,
    strictFileNames: true,
  }).catch(refuse)
  const seen = new Set<string>()
  let unzippedBytes = 0
  const entries = file.eachEntry()
  for (;;) {
    const next = await entries.next().catch(refuse)
    if (next.done === true) return
    const entry = next.value
    if (((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink)
      throw new UnusableZip(`${entry.fileName} is a symbolic link`)
    if (seen.has(entry.fileName)) throw new UnusableZip(`${entry.fileName} is there twice`)
    seen.add(entry.fileName)
    unzippedBytes += entry.uncompressedSize
    if (unzippedBytes > maxUnzippedBytes) throw new UnusableZip(`unzipped size must be smaller than ${maxUnzippedBytes} bytes`)
    yield { entry, content: () => file.openReadStreamPromise(entry).catch(refuse) }
  }
}

function refuse(cause: unknown): never {
  throw new UnusableZip('not a usable zip file', { cause })
}
