import { compressBuild } from './support/compress-build.ts';

/** Puts a Brotli and a gzip file beside every file of the build that shrinks, for hosts that send such files. */
const { files, bytes, brotli, gzip } = await compressBuild('dist');
const mb = (size: number): string => `${(size / 1e6).toFixed(1)} MB`;
console.log(`${files} files: ${mb(bytes)}, with Brotli ${mb(brotli)}, with gzip ${mb(gzip)}`);
