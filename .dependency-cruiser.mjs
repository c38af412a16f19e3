// The table of docs/architecture.md: which package may import which. `scripts/lint.mjs` fails as well when this saw fewer modules
// than there are source files, since a cruiser that finds nothing reports nothing.
const mayImport = {
  'packages/sallyport': [],
  'packages/iam': [],
  'packages/local': ['packages/iam'],
  'packages/project': ['packages/iam', 'packages/sallyport'],
  'packages/tasks': ['packages/iam', 'packages/project', 'packages/sallyport'],
  'packages/cli': ['packages/iam', 'packages/local', 'packages/project', 'packages/sallyport', 'packages/tasks'],
  examples: ['packages/sallyport'],
  bench: ['packages/iam', 'packages/local', 'packages/project', 'packages/sallyport', 'packages/tasks', 'packages/cli'],
}
const tests = '(\\.test\\.ts|\\.test-d\\.ts)$|/test/'

const forbidden = Object.entries(mayImport).map(([from, allowed]) => ({
  name: `imports-of-${from.replace('packages/', '')}`,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: tests },
  to: { path: '^(packages|examples|bench|test)/', pathNot: `^(${[from, ...allowed].join('|')})/` },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...forbidden,
    {
      name: 'package-by-its-name',
      comment: 'across packages import the name: what a user gets is the built door, not a file inside',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples|bench)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^$1/' },
    },
    {
      name: 'runtime-has-no-dependencies',
      severity: 'error',
      from: { path: '^packages/sallyport/src/', pathNot: tests },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'unknown'] },
    },
    {
      name: 'runtime-takes-http-lazily',
      comment: 'an ES import of node:http costs a cold start 14 to 19 ms on Node 22 and 24: take it by process.getBuiltinModule',
      severity: 'error',
      from: { path: '^packages/sallyport/src/', pathNot: tests },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: tests },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'production-code-without-tests',
      severity: 'error',
      from: { path: '^(packages/[^/]+/src|examples|bench)/', pathNot: tests },
      to: { path: '\\.test\\.ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.test.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '(^|/)(fixtures|found|clean)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
    },
  },
}
