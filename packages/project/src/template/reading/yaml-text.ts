import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser } from 'yaml'
import { templateError } from './template-error.ts'

/** Characters of a template; CloudFormation takes 1 MB of it. Source: CloudFormation User Guide, "Understand CloudFormation quotas". */
const maxCharacters = 4 * 1024 * 1024

/** Levels of nesting, each about two entries of the parser's stack; far more would end the process in the library. */
const maxDepth = 200

/** A template's text as YAML, of which JSON is a part, with where everything stands. */
export interface YamlText {
  readonly file: string
  readonly text: string
  readonly contents: ParsedNode | null
  /** The line of an offset, from 1. */
  readonly lineOf: (offset: number) => number
}

/** @throws ProjectError `TEMPLATE_INVALID` */
export function yamlText(file: string, text: string): YamlText {
  const lines = new LineCounter()
  lines.addNewLine(0)
  const lineOf = (offset: number) => Math.max(1, lines.linePos(offset).line)
  if (text.length > maxCharacters)
    throw templateError(file, 1, `is larger than ${maxCharacters / 1024 / 1024} MB: CloudFormation takes 1 MB`)
  const nul = text.indexOf('\0')
  if (nul >= 0) throw templateError(file, text.slice(0, nul).split('\n').length, 'has a NUL byte: it is not text')
  const documents = [...documentsIn(file, text, lines, lineOf)]
  const [first, second] = documents
  const [error] = documents.flatMap(({ errors }) => errors)
  // Without the text that the library may quote: a template may hold values that are nobody's business.
  if (error !== undefined)
    throw templateError(file, lineOf(error.pos[0]), `is not YAML: ${error.message.replace(/((?<=\w):|(?<=escape sequence)) .*$/s, '')}`)
  if (second !== undefined) throw templateError(file, lineOf(second.range[0]), 'has a second document: keep one template in a file')
  return { file, text, contents: first?.contents ?? null, lineOf }
}

function documentsIn(file: string, text: string, lines: LineCounter, lineOf: (offset: number) => number): Iterable<Document.Parsed> {
  const parser = new Parser(lines.addNewLine)
  const tokens = []
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme))
    if (parser.stack.length > maxDepth) throw templateError(file, lineOf(parser.offset), 'is nested too deeply')
  }
  tokens.push(...parser.end())
  // Every plain value stays the text it is written as; equal keys are looked for by us, as the library compares each with each.
  return new Composer({ schema: 'failsafe', version: '1.1', uniqueKeys: false, logLevel: 'silent' }).compose(tokens, true, text.length)
}
