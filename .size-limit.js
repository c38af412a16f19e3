// Minified and gzipped, as a user's bundler would make it. The limits are those of the numbers to reach, docs/architecture.md.
const asForLambda = (config) => ({ ...config, platform: 'node', format: 'esm', target: 'node20' })

export default [
  {
    name: 'one text secret',
    path: 'packages/sallyport/dist/index.js',
    import: '{ text }',
    limit: '6 kB',
    gzip: true,
    modifyEsbuildConfig: asForLambda,
  },
  {
    name: 'apiKey with fetch',
    path: 'packages/sallyport/dist/index.js',
    import: '{ apiKey }',
    limit: '10 kB',
    gzip: true,
    modifyEsbuildConfig: asForLambda,
  },
]
