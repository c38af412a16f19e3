interface KnownPackage {
  readonly name: RegExp
  /** Files of it that are not excused, by their path in it. */
  readonly except?: RegExp
  readonly why: string
}

/**
 * Packages whose way of running code was read and found to lead to no file of the project, with what it is.
 * Anything else in `node_modules` is treated as the project's own code: a worker pool runs the file it is given.
 */
const knownPackages: readonly KnownPackage[] = [
  { name: /^@aws-sdk\//, why: "runs the command a profile names as its credential_process, which a function's environment does not have" },
  { name: /^@smithy\//, why: 'the same, where it was moved out of the above' },
  { name: /^(?:zod|ajv)$/, why: "compiles a schema's own checks with Function" },
  {
    name: /^@ark\/(?:schema|util)$/,
    why: "arktype's: compile a schema's own checks with Function, and keep what these refer to on the global object, under a name of their own",
  },
  { name: /^(?:get-intrinsic|function-bind)$/, why: 'compiles one function of a fixed form, to get at its constructor or its length' },
  { name: /^graceful-fs$/, why: 'keeps its queue on the global object, under a symbol of its own' },
  { name: /^web-streams-polyfill$/, why: 'takes DOMException from the global object, and puts its own classes on it' },
  { name: /^bson$/, why: 'compiles arithmetic on 64-bit numbers from bytes it carries, which import nothing' },
  {
    name: /^lodash(?:-es)?$/,
    // `template` compiles whatever text it is given, and these files hold it
    except: /^(?:lodash(?:\.min)?|template)\.js$/,
    why: 'takes built-in classes from the global object, by written names',
  },
]

/** Whether a source file belongs to a package that may start processes or compile code without a secret being lost. */
export function isOfKnownPackage(file: string): boolean {
  const [name, path] = packageOf(file)
  return knownPackages.some((each) => each.name.test(name) && !each.except?.test(path))
}

/** The name of the package a file belongs to, and the file's path in it; both empty for the project's own. */
function packageOf(file: string): [name: string, path: string] {
  const path = file.replaceAll('\\', '/')
  const at = path.lastIndexOf('/node_modules/')
  if (at === -1) return ['', '']
  const parts = path.slice(at + '/node_modules/'.length).split('/')
  const nameLength = parts[0]?.startsWith('@') ? 2 : 1
  return [parts.slice(0, nameLength).join('/'), parts.slice(nameLength).join('/')]
}
