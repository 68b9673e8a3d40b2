/** A kernel written in AssemblyScript, as the build compiles it: its address. */
declare module '*.as.ts?kernel' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

/** The same with relaxed SIMD, which some browsers refuse to compile. */
declare module '*.as.ts?kernel=relaxed' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}
