import type { CheckpointsSlice } from './slices/checkpoints.ts';
import type { ColumnsSlice } from './slices/columns.ts';
import type { CropSlice } from './slices/crop.ts';
import type { DeviceSlice } from './slices/device.ts';
import type { EncodingSlice } from './slices/encoding.ts';
import type { EvaluationDataSlice } from './slices/evaluation-data.ts';
import type { EvaluationFilesSlice } from './slices/evaluation-files.ts';
import type { EvaluationNamesSlice } from './slices/evaluation-names.ts';
import type { EvaluationOptionsSlice } from './slices/evaluation-options.ts';
import type { EvaluationSlice } from './slices/evaluation.ts';
import type { ExportsSlice } from './slices/exports.ts';
import type { FitSlice } from './slices/fit.ts';
import type { HistorySlice } from './slices/history.ts';
import type { InspectSlice } from './slices/inspect.ts';
import type { KeepingSlice } from './slices/keeping.ts';
import type { LabelsSlice } from './slices/labels.ts';
import type { LadderSlice } from './slices/ladder.ts';
import type { LessonSlice } from './slices/lesson.ts';
import type { LinkedSlice } from './slices/linked.ts';
import type { LiveSlice } from './slices/live.ts';
import type { MapsSlice } from './slices/maps.ts';
import type { NoticesSlice } from './slices/notices.ts';
import type { OwnModelsSlice } from './slices/own-models.ts';
import type { PicturesSlice } from './slices/pictures.ts';
import type { PrecisionSlice } from './slices/precision.ts';
import type { ReadySlice } from './slices/ready.ts';
import type { RepairSlice } from './slices/repair.ts';
import type { SavingSlice } from './slices/saving.ts';
import type { SeedsSlice } from './slices/seeds.ts';
import type { SettingsSlice } from './slices/settings.ts';
import type { SetupSlice } from './slices/setup.ts';
import type { SpacesSlice } from './slices/spaces.ts';
import type { TeachingSlice } from './slices/teaching.ts';
import type { TemplatesSlice } from './slices/templates.ts';
import type { ThumbnailsSlice } from './slices/thumbnails.ts';
import type { TrainingSlice } from './slices/training.ts';
import type { TruthsSlice } from './slices/truths.ts';
import type { UpdateSlice } from './slices/update.ts';
import type { ViewSlice } from './slices/view.ts';
import type { VotesSlice } from './slices/votes.ts';
import type { State } from './state.ts';
import type { StateCreator, StoreApi } from 'zustand/vanilla';

/** What the page holds and what it can do. */
export type All = State &
  CheckpointsSlice &
  ColumnsSlice &
  CropSlice &
  DeviceSlice &
  EncodingSlice &
  EvaluationSlice &
  EvaluationDataSlice &
  EvaluationFilesSlice &
  EvaluationNamesSlice &
  EvaluationOptionsSlice &
  ExportsSlice &
  FitSlice &
  HistorySlice &
  InspectSlice &
  KeepingSlice &
  LabelsSlice &
  LadderSlice &
  LessonSlice &
  LinkedSlice &
  LiveSlice &
  MapsSlice &
  NoticesSlice &
  OwnModelsSlice &
  PicturesSlice &
  PrecisionSlice &
  ReadySlice &
  RepairSlice &
  SavingSlice &
  SeedsSlice &
  SettingsSlice &
  SetupSlice &
  SpacesSlice &
  TeachingSlice &
  TemplatesSlice &
  ThumbnailsSlice &
  TrainingSlice &
  TruthsSlice &
  UpdateSlice &
  ViewSlice &
  VotesSlice;

export type Slice<S> = StateCreator<All, [], [], S>;

/** How steps that are functions of their own reach the store: what every slice is given. */
export type GetAll = StoreApi<All>['getState'];
export type SetAll = StoreApi<All>['setState'];
