import { importPart } from '../../core/parts/import-part.ts';
import type { HardQuestionId } from '../../core/questions/hard-questions.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type * as TakeReady from '../ready/take-ready.ts';
import { withPart } from '../with-part.ts';

/** What stands ready to be taken as one. */
export interface ReadySlice {
  /** Replaces the labels by a ready set, or adds it to them, and takes the templates that fit. */
  chooseLabelSet(id: string, how: 'replace' | 'add'): Promise<void>;
  /** Puts the pictures and the labels of a hard question in place of those on the page. */
  askHardQuestion(id: HardQuestionId): Promise<void>;
  /** Brings the drawn pictures that a link names: they are no samples, and most visits go without. */
  bringLinkedPictures(): Promise<void>;
}

export function readySlice(outside: Outside): Slice<ReadySlice> {
  return (set, get) => {
    const take = (work: (part: typeof TakeReady) => void | Promise<void>) =>
      withPart(get, async () => work(await importPart(() => import('../ready/take-ready.ts'))));
    return {
      chooseLabelSet: (id, how) => take((part) => part.chooseLabelSet(id, how, get)),
      askHardQuestion: (id) => take((part) => part.askHardQuestion(id, outside, set, get)),
      bringLinkedPictures: async () => {
        if (get().linkedSamples?.some((file) => file.startsWith('hard/')))
          await take((part) => part.bringLinkedPictures(outside, get));
      },
    };
  };
}
