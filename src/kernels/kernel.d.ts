/** A kernel written in AssemblyScript, as the build compiles it: its address. */
declare module '*.as.ts?kernel' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

declare module '*.as.ts?kernel=relaxed' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

declare module '*.as.ts?kernel=fused' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

declare module '*.as.ts?kernel=simd-shared' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

declare module '*.as.ts?kernel=relaxed-shared' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}

declare module '*.as.ts?kernel=fused-shared' {
  const url: string;
  // oxlint-disable-next-line import/no-default-export -- a module of the build has no other
  export default url;
}
