import type { LoadReport } from '../core/checkpoint/load-report.ts';
import type { HubAddress } from '../core/hub/hub-address.ts';
import type { HubFile, Loadable } from '../core/hub/hub-listing.ts';
import type { InitLaw } from '../core/init/init-law.ts';
import type { ModelDescription } from '../core/model/architecture.ts';
import type { Histogram } from '../core/numbers/histogram.ts';
import type { Summary } from '../core/numbers/summary.ts';
import type { LoadOptions } from './loading.ts';

export type InspectOptions = Omit<LoadOptions, 'device' | 'keep'>;

/** What loading a source would give, by the headers of its files alone. */
export interface Inspection {
  readonly name: string;
  readonly report: LoadReport;
  readonly description: ModelDescription;
  readonly files: readonly InspectedFile[];
  /** Bytes of weight files that crossed the network for this look. */
  readonly downloadedBytes: number;
}

export interface InspectedFile {
  readonly name: string;
  /** Length of the file; `null` where the server does not say. */
  readonly bytes: number | null;
  /** Bytes of it that are in the browser's storage. */
  readonly kept: number;
  readonly etag: string | null;
  /** `false`: the server sends whole files only, so a column cannot fetch only its own parts. `null`: not asked. */
  readonly ranges: boolean | null;
}

/** A repository of the hub by its listing. */
export interface RepositoryListing {
  /** With the name that the hub uses, where the repository was renamed. */
  readonly address: HubAddress;
  readonly files: readonly HubFile[];
  readonly loadables: readonly Loadable[];
  /** More files than were listed. */
  readonly cut: boolean;
}

/** The numbers of one parameter as its model holds them. */
export interface ParameterNumbers {
  readonly name: string;
  readonly summary: Summary;
  readonly histogram: Histogram;
  /** The law of a fresh start, whether the parameter was drawn or loaded. */
  readonly law: InitLaw;
}
