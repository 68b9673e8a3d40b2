import { importPart } from '../../core/parts/import-part.ts';
import type { HardQuestionId } from '../../core/questions/hard-questions.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import { withPart } from '../with-part.ts';

export interface QuestionsSlice {
  /** Puts the pictures and the labels of a hard question in place of those on the page. */
  askHardQuestion(id: HardQuestionId): Promise<void>;
  /** Brings the drawn pictures that a link names: they are no samples, and most visits go without. */
  bringLinkedPictures(): Promise<void>;
}

export function questionsSlice(outside: Outside): Slice<QuestionsSlice> {
  return (set, get) => {
    const fetchPart = () =>
      withPart(get, () => importPart(() => import('../questions/hard-pictures.ts')));
    return {
      askHardQuestion: async (id) => (await fetchPart())?.askHardQuestion(id, outside, set, get),
      bringLinkedPictures: async () => {
        if (get().linkedSamples?.some((file) => file.startsWith('hard/')))
          (await fetchPart())?.bringLinkedPictures(outside, get);
      },
    };
  };
}
