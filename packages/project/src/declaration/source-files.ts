/** Names of files that hold JavaScript or TypeScript. */
export const sourceFiles = /\.[cm]?[jt]sx?$/
