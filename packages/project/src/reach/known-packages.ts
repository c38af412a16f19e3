/**
 * Packages whose way of running code was read and found to lead to no file of the project, with what it is.
 * Anything else in `node_modules` is treated as the project's own code: a worker pool runs the file it is given.
 */
const knownPackages: readonly { name: RegExp; why: string }[] = [
  { name: /^@aws-sdk\//, why: "runs the command a profile names as its credential_process, which a function's environment does not have" },
  { name: /^@smithy\//, why: 'the same, where it was moved out of the above' },
  { name: /^(?:zod|ajv)$/, why: "compiles a schema's own checks with Function" },
  { name: /^(?:get-intrinsic|function-bind)$/, why: 'compiles one function of a fixed form, to get at its constructor or its length' },
]

/** Whether a source file belongs to a package that may start processes or compile code without a secret being lost. */
export function isOfKnownPackage(file: string): boolean {
  const name = packageOf(file)
  return name !== undefined && knownPackages.some((each) => each.name.test(name))
}

function packageOf(file: string): string | undefined {
  const path = file.replaceAll('\\', '/')
  const at = path.lastIndexOf('/node_modules/')
  if (at === -1) return undefined
  const [scopeOrName = '', name = ''] = path.slice(at + '/node_modules/'.length).split('/')
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName
}
