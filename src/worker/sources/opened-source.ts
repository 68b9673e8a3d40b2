import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { shardsOfIndex } from '../../core/hub/shard-index.ts';
import type { ConfigFile } from '../../core/model/config-fields.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { InspectedFile } from '../../engine/inspecting.ts';
import { EngineError } from '../../engine/errors.ts';
import type { Keeper } from '../keeping/keeper.ts';
import type { TextOptions } from '../keeping/texts.ts';
import type { Network } from '../keeping/request.ts';
import type { SmallFiles, TokenizerFiles } from './neighbours.ts';
import type { RangeSource } from '../keeping/range-source.ts';

/** A file beside a pair of graphs that may hold the whole model; opened only for a few numbers. */
export interface BesideFile {
  readonly name: string;
  readonly isGraph: boolean;
  open(): Promise<{
    readonly source: RangeSource;
    /** Bytes of it that crossed the network. */
    received(): number;
    release(): Promise<void>;
  } | null>;
}

/** A model's files, found and opened; of the weights, the first bytes are here. */
export interface OpenedSource {
  readonly name: string;
  readonly weights: readonly RangeSource[];
  readonly configs: readonly ConfigFile[];
  readonly tokenizer: TokenizerFiles | null;
  /** What lies beside the weights of an adapter; asked for only where there is one in them. */
  adapterConfigs(): Promise<readonly ConfigFile[]>;
  /** Where scale and bias may lie that a pair of graphs lacks; nothing of them is read yet. */
  readonly besideGraphs: readonly BesideFile[];
  /** Downloads what the report takes from the files. */
  bring(report: LoadReport, options: CallOptions): Promise<void>;
  /** What is known of the files on the web. */
  inspected(): Promise<readonly InspectedFile[]>;
  /** Bytes of weights that crossed the network. */
  received(): number;
  /** Lets go of what was downloaded, and deletes of it what is not worth keeping. */
  release(discard?: Discard): Promise<void>;
}

/** What of a download is not worth keeping: nothing, parts of files, or also whole ones that no SHA-256 vouches for, as they are damaged. */
export type Discard = 'nothing' | 'parts' | 'unchecked';

export interface OpenOptions extends CallOptions {
  readonly keeper: Keeper;
  readonly network: Network;
  /** Default `true`. */
  readonly keep?: boolean;
  /** Only for a look. Default `false`. */
  readonly peek?: boolean;
  /** Names that files of another side of the same model have. */
  readonly taken?: readonly string[];
}

/** The names, told apart by numbers where several are alike or one is taken: a report tells files apart by name. */
export function uniqueNames(names: readonly string[], taken: readonly string[] = []): string[] {
  const all = [...taken];
  return names.map((name) => {
    let unique = name;
    for (let count = 2; all.includes(unique); count++) unique = `${name} (${count})`;
    all.push(unique);
    return unique;
  });
}

/** The part of a source that comes from disk or is given whole. */
export const NOTHING_REMOTE: Omit<OpenedSource, 'name' | 'weights' | 'configs' | 'tokenizer'> = {
  adapterConfigs: async () => [],
  besideGraphs: [],
  bring: async () => undefined,
  inspected: async () => [],
  received: () => 0,
  release: async () => undefined,
};

/** Small files by their address. */
export function smallFiles(
  { keeper, signal, keep = true }: OpenOptions,
  prefer: TextOptions['prefer'],
): SmallFiles {
  return { text: (url) => keeper.texts.get(url, { prefer, keep, signal }) };
}

/** The files that an index names. @throws EngineError `config-invalid` */
export function shardsIn(json: unknown, file: string): readonly string[] {
  try {
    return shardsOfIndex(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(
      'config-invalid',
      `${file} is no index of a sharded checkpoint: ${reason} Take it again from where the checkpoint came from.`,
      { kind: 'index', file, reason },
    );
  }
}
