import type { AlphaRule } from '../../core/image/picture.ts';
import { importPart } from '../../core/parts/import-part.ts';
import type { Slice } from '../all.ts';
import type { Encoder } from '../encoding/encode-missing.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface EncodingSlice extends Pick<State, 'vectors' | 'encoding' | 'failures'> {
  /**
   * Encodes what columns, pictures and labels ask for and is not there yet; nothing twice, and nothing that was cancelled.
   * Resolves when all of that is there, or has failed.
   */
  encodeMissing(): Promise<void>;
  /** Leaves out what is missing now, until the visitor goes on; what is asked for later is encoded. */
  cancelEncoding(): void;
  resumeEncoding(): void;
  retryPicture(id: string): void;
  /** How transparency is laid flat; every picture is encoded anew. */
  chooseAlpha(alpha: AlphaRule): void;
}

export function encodingSlice(outside: Outside): Slice<EncodingSlice> {
  return (set, get, api) => {
    let encoder: Encoder | null = null;

    /** Its code comes beside the first model. */
    async function loaded(): Promise<Encoder | undefined> {
      return withPart(get, async () => {
        const part = await importPart(() => import('../encoding/encode-missing.ts'));
        encoder ??= part.createEncoder(outside, api);
        return encoder;
      });
    }

    return {
      vectors: { images: new Map(), texts: new Map() },
      encoding: { pictures: null, prompts: null, left: new Set() },
      failures: new Map(),
      encodeMissing: async () => {
        await (encoder ?? (await loaded()))?.encode();
      },
      cancelEncoding: () => encoder?.cancel(),
      resumeEncoding: () => {
        set(({ encoding }) => ({ encoding: { ...encoding, left: new Set() } }));
        void get().encodeMissing();
      },
      chooseAlpha: (alpha) => {
        set(({ vectors, encoding }) => ({
          alpha,
          vectors: { ...vectors, images: new Map() },
          encoding: { ...encoding, left: new Set() },
        }));
        void get().encodeMissing();
      },
      retryPicture: (id) => {
        set(({ failures }) => ({ failures: new Map([...failures].filter(([key]) => key !== id)) }));
        void get().encodeMissing();
      },
    };
  };
}
