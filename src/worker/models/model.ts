import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import type { ModelInfo } from '../../engine/loading.ts';
import type { SourcesByName } from '../prepare/read-parameter.ts';
import type { Tower } from '../runtime/tower-pool.ts';
import type { TokenizerFiles } from '../sources/neighbours.ts';
import type { Tokenizer } from '../texts/tokenizer.ts';

/** A loaded model as the worker holds it. */
export interface Model {
  readonly id: string;
  readonly info: ModelInfo;
  readonly report: LoadReport;
  /** The files that the report names, for as long as the model is there. */
  readonly sources: SourcesByName;
  readonly image: Tower;
  readonly text: Tower;
  /** `null` where the checkpoint brought none and none was borrowed. */
  readonly tokenizer: Tokenizer | null;
  /** The tokenizer's files, where the checkpoint brought them itself: others may borrow them, and a saved copy brings them. */
  readonly words: TokenizerFiles | null;
  /** Keeps the files open for a model that was made from this one. Returns how to let them go. */
  holdSources(): () => Promise<void>;
  release(): Promise<void>;
}
