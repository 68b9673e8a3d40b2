import { createSHA256, sha256 } from 'hash-wasm';

/** A SHA-256 that takes its message piece by piece, which `crypto.subtle` cannot. */
interface Sha256 {
  update(bytes: Uint8Array): void;
  /** The digest as 64 hexadecimal digits. Nothing can be added afterwards. */
  digest(): string;
}

/** SHA-256 as FIPS 180-4 defines it; also on pages without https, where browsers give none. */
export async function createSha256(): Promise<Sha256> {
  const hash = await createSHA256();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest('hex'),
  };
}

/** Hexadecimal SHA-256 of a text in UTF-8: a name for a file that may have any address. */
export async function sha256OfText(text: string): Promise<string> {
  return sha256(text);
}
