// A page of docs/ as its reader works through it: the files that it shows, and every line of its shell blocks at a terminal, in order.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Block, blocksOf, root } from './documents.ts'

/** Of the scripts that write the screens of docs/: what they see is what this sees. They are JavaScript, of which the compiler knows no types. */
interface Terminal {
  screenOf(
    file: string,
    args: readonly string[],
    options: { cwd: string; env: Record<string, string>; answers: readonly (readonly [question: string, answer: string])[] },
  ): Promise<{ status: number; screen: string }>
}
interface Stable {
  stable(screen: string, folder: string): string
}
const script = (name: string) => import(pathToFileURL(join(root, 'scripts', 'screens', name)).href)

/** A shell block of a page, typed. */
export interface TypedBlock {
  /** Where it stands: `docs/read-a-key.md:12`. */
  readonly at: string
  /** What stood on the terminal, the typed lines too. */
  readonly screen: string
  /** Lines that ended otherwise than they should, with their status. */
  readonly failed: string[]
  /** Lines that the page shows of the answer and the screen has not, in this order. */
  readonly missing: string[]
}

export interface PageOptions {
  /** What is typed when a question is asked: by the line, the questions in their order. */
  readonly answers?: Readonly<Record<string, readonly [question: string, answer: string][]>>
  /** Lines that end with another status than 0. */
  readonly statuses?: Readonly<Record<string, number>>
  /** Files that the reader has and the page does not show. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
}

/** Types all of a page in a folder of its own. AWS on loopback that the page has started is stopped at the end. */
export async function typedPage(document: string, options: PageOptions = {}): Promise<TypedBlock[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-page-')))
  const project = join(folder, 'shop')
  const env = {
    PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    HOME: join(folder, 'home'),
    AWS_EC2_METADATA_DISABLED: 'true',
  }
  const { screenOf }: Terminal = await script('terminal.mjs')
  const { stable }: Stable = await script('stable.mjs')
  const type = async (line: string) => {
    // without npx, which would download what it does not find; on a free port, since the page's may be taken here
    const command = line.replaceAll('npx sallyport', 'sallyport').replaceAll('local start', 'local start --port 0')
    const { status, screen } = await screenOf('sh', ['-c', command], { cwd: project, env, answers: options.answers?.[line] ?? [] })
    return { status, screen: stable(screen, project) }
  }
  const blocks = blocksOf(document)
  const typed: TypedBlock[] = []
  const lines = blocks.filter(isTyped).flatMap(linesOf)
  const others = Object.keys({ ...options.answers, ...options.statuses }).filter((line) => !lines.includes(line))
  if (others.length > 0) throw new Error(`${document} does not tell to type: ${others.join(', ')}`)
  try {
    mkdirSync(env.HOME)
    write(project, { 'package.json': '{ "name": "shop", "private": true, "type": "module" }\n', ...options.files })
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction')
    for (const [index, block] of blocks.entries()) {
      if (block.file !== undefined) write(project, { [block.file]: block.text })
      else if (isTyped(block)) {
        let seen = ''
        const failed: string[] = []
        for (const line of linesOf(block)) {
          const { status, screen } = await type(line)
          seen += `$ ${line}\n${screen}`
          if (status !== (options.statuses?.[line] ?? 0)) failed.push(`${line}: ${status}`)
        }
        typed.push({ at: `${document}:${block.line}`, screen: seen, failed, missing: missingOf(answerOf(blocks[index + 1]), seen) })
      }
    }
  } finally {
    await type('sallyport local stop')
    rmSync(folder, { recursive: true, force: true })
  }
  return typed
}

function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content, { mode: 0o600 })
  }
}

const isTyped = ({ language, file }: Block) => language === 'sh' && file === undefined

/** The lines to type, without what is said behind `#`. */
function linesOf({ text }: Block): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/(^| +)# .*$/, ''))
    .filter((line) => line !== '')
}

/** The lines that the page shows under a command; `…` stands for any others. */
function answerOf(block: Block | undefined): string[] {
  return block?.language === 'text' && block.file === undefined
    ? block.text
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '…')
    : []
}

function missingOf(shown: readonly string[], screen: string): string[] {
  const lines = screen.split('\n').map(bare)
  let from = 0
  return shown.filter((line) => {
    const found = lines.findIndex((each, index) => index >= from && fits(bare(line), each))
    if (found >= 0) from = found + 1
    return found < 0
  })
}

/** Without the width of columns, which the longest of a run decides. */
const bare = (line: string) => line.trim().replaceAll(/\s+/g, ' ')

/** A shown line that ends in `…` says how the line begins. */
const fits = (shown: string, seen: string) => (shown.endsWith('…') ? seen.startsWith(shown.slice(0, -1).trimEnd()) : seen === shown)
