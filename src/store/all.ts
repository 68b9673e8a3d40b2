import type { StateCreator } from 'zustand/vanilla';
import type { Engine, EngineErrorData } from '../engine/contract.ts';
import type { CrashMarks } from '../browser/crash-marks.ts';
import type { CheckpointsSlice } from './slices/checkpoints.ts';
import type { ColumnsSlice } from './slices/columns.ts';
import type { CropSlice } from './slices/crop.ts';
import type { DeviceSlice } from './slices/device.ts';
import type { EncodingSlice } from './slices/encoding.ts';
import type { EvaluationFilesSlice } from './slices/evaluation-files.ts';
import type { TrainingShelf } from './repair/training-shelf.ts';
import type { EmbeddingShelf } from '../evaluation/shelf.ts';
import type { EvaluationSlice } from './slices/evaluation.ts';
import type { InspectSlice } from './slices/inspect.ts';
import type { EvaluationSetupSlice } from './slices/evaluation-setup.ts';
import type { ExportsSlice } from './slices/exports.ts';
import type { HistorySlice } from './slices/history.ts';
import type { KeepingSlice, Persistence } from './slices/keeping.ts';
import type { LabelsSlice } from './slices/labels.ts';
import type { LadderSlice } from './slices/ladder.ts';
import type { LinkedSlice } from './slices/linked.ts';
import type { LiveSlice } from './slices/live.ts';
import type { NoticesSlice } from './slices/notices.ts';
import type { OwnModelsSlice } from './slices/own-models.ts';
import type { PicturesSlice } from './slices/pictures.ts';
import type { PrecisionSlice } from './slices/precision.ts';
import type { RepairSlice } from './slices/repair.ts';
import type { SavingSlice } from './slices/saving.ts';
import type { SeedsSlice } from './slices/seeds.ts';
import type { SettingsSlice } from './slices/settings.ts';
import type { SetupSlice } from './slices/setup.ts';
import type { TeachingSlice } from './slices/teaching.ts';
import type { TrainingSlice } from './slices/training.ts';
import type { UpdateSlice } from './slices/update.ts';
import type { ViewSlice } from './slices/view.ts';
import type { VotesSlice } from './slices/votes.ts';

/** The whole state of the page. */
export type All = CheckpointsSlice &
  ColumnsSlice &
  CropSlice &
  DeviceSlice &
  EncodingSlice &
  EvaluationSlice &
  EvaluationFilesSlice &
  EvaluationSetupSlice &
  ExportsSlice &
  HistorySlice &
  InspectSlice &
  KeepingSlice &
  LabelsSlice &
  LadderSlice &
  LinkedSlice &
  LiveSlice &
  NoticesSlice &
  OwnModelsSlice &
  PicturesSlice &
  PrecisionSlice &
  RepairSlice &
  SavingSlice &
  SeedsSlice &
  SettingsSlice &
  SetupSlice &
  TeachingSlice &
  TrainingSlice &
  UpdateSlice &
  ViewSlice &
  VotesSlice;

/** What the actions reach outside the state with; tests give their own. */
export interface Outside {
  readonly engine: Engine & {
    readonly onDeath?: (listener: (error: EngineErrorData) => void) => () => void;
  };
  readonly fetch: typeof fetch;
  /** Address of a file that is served beside the page. */
  readonly address: (path: string) => string;
  readonly createUrl: (blob: Blob) => string;
  /** Lets go of what `createUrl` gave. */
  readonly revokeUrl?: (url: string) => void;
  readonly newId: () => string;
  /** `undefined` where the browser cannot promise to keep anything. */
  readonly persistence?: Persistence | undefined;
  /** Default: nothing is written down. */
  readonly marks?: CrashMarks;
  /** Where embeddings of evaluations are kept; left out where nothing can be. */
  readonly openShelf?: () => Promise<EmbeddingShelf>;
  /** Where a training that was broken off is kept; left out where nothing can be. */
  readonly openTrainings?: () => Promise<TrainingShelf>;
  /** Loads the newer build of the page, with what the visitor has set up; left out where there is no page. */
  readonly loadNewer?: () => Promise<void>;
}

export type Slice<S> = StateCreator<All, [], [], S>;
