import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import type { ModelInfo } from '../../engine/contract.ts';
import type { Tower } from '../runtime/tower-pool.ts';
import type { Tokenizer } from '../texts/tokenizer.ts';

/** A loaded model as the worker holds it. */
export interface Model {
  readonly id: string;
  readonly info: ModelInfo;
  readonly report: LoadReport;
  readonly image: Tower;
  readonly text: Tower;
  /** `null` where the checkpoint brought none. */
  readonly tokenizer: Tokenizer | null;
  release(): Promise<void>;
}
