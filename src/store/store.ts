import { createStore, type StoreApi } from 'zustand/vanilla';
import type { All } from './all.ts';
import type { Outside } from './outside.ts';
import { checkpointsSlice } from './slices/checkpoints.ts';
import { columnsSlice } from './slices/columns.ts';
import { cropSlice } from './slices/crop.ts';
import { deviceSlice } from './slices/device.ts';
import { encodingSlice } from './slices/encoding.ts';
import { evaluationDataSlice } from './slices/evaluation-data.ts';
import { evaluationFilesSlice } from './slices/evaluation-files.ts';
import { evaluationNamesSlice } from './slices/evaluation-names.ts';
import { evaluationOptionsSlice } from './slices/evaluation-options.ts';
import { evaluationSlice } from './slices/evaluation.ts';
import { exportsSlice } from './slices/exports.ts';
import { fitSlice } from './slices/fit.ts';
import { historySlice } from './slices/history.ts';
import { inspectSlice } from './slices/inspect.ts';
import { keepingSlice } from './slices/keeping.ts';
import { labelsSlice } from './slices/labels.ts';
import { ladderSlice } from './slices/ladder.ts';
import { lessonSlice } from './slices/lesson.ts';
import { linkedSlice } from './slices/linked.ts';
import { liveSlice } from './slices/live.ts';
import { mapsSlice } from './slices/maps.ts';
import { noticesSlice } from './slices/notices.ts';
import { ownModelsSlice } from './slices/own-models.ts';
import { picturesSlice } from './slices/pictures.ts';
import { precisionSlice } from './slices/precision.ts';
import { readySlice } from './slices/ready.ts';
import { repairSlice } from './slices/repair.ts';
import { savingSlice } from './slices/saving.ts';
import { seedsSlice } from './slices/seeds.ts';
import { settingsSlice } from './slices/settings.ts';
import { setupSlice } from './slices/setup.ts';
import { spacesSlice } from './slices/spaces.ts';
import { teachingSlice } from './slices/teaching.ts';
import { templatesSlice } from './slices/templates.ts';
import { thumbnailsSlice } from './slices/thumbnails.ts';
import { trainingSlice } from './slices/training.ts';
import { truthsSlice } from './slices/truths.ts';
import { updateSlice } from './slices/update.ts';
import { viewSlice } from './slices/view.ts';
import { votesSlice } from './slices/votes.ts';
import { urlsToRevoke, withoutGone } from './pictures/let-go.ts';

export type Store = StoreApi<All>;

/** Lets go of what no step back can bring again. */
function letGo(store: Store, now: All, before: All, { revokeUrl }: Outside): void {
  const moved = now.pictures !== before.pictures || now.past !== before.past;
  if (!moved && now.columns === before.columns) return;
  if (moved) for (const url of urlsToRevoke(now, before)) revokeUrl?.(url);
  const change = withoutGone(now);
  if (Object.keys(change).length > 0) store.setState(change);
}

/** The page's state over one engine. Nothing is loaded yet. */
export function createPageStore(outside: Outside): Store {
  const store = createStore<All>()((...api) => ({
    ...checkpointsSlice(outside)(...api),
    ...columnsSlice(outside)(...api),
    ...cropSlice(outside)(...api),
    ...deviceSlice(outside)(...api),
    ...encodingSlice(outside)(...api),
    ...evaluationDataSlice(outside)(...api),
    ...evaluationFilesSlice()(...api),
    ...evaluationSlice(outside)(...api),
    ...evaluationNamesSlice()(...api),
    ...evaluationOptionsSlice(outside)(...api),
    ...exportsSlice(outside)(...api),
    ...fitSlice(outside)(...api),
    ...historySlice()(...api),
    ...inspectSlice(outside)(...api),
    ...keepingSlice(outside)(...api),
    ...labelsSlice(outside)(...api),
    ...ladderSlice(outside)(...api),
    ...lessonSlice(outside)(...api),
    ...linkedSlice(outside)(...api),
    ...liveSlice(outside)(...api),
    ...mapsSlice(outside)(...api),
    ...noticesSlice(outside)(...api),
    ...ownModelsSlice(outside)(...api),
    ...picturesSlice(outside)(...api),
    ...precisionSlice(outside)(...api),
    ...readySlice(outside)(...api),
    ...repairSlice(outside)(...api),
    ...savingSlice(outside)(...api),
    ...seedsSlice(outside)(...api),
    ...settingsSlice()(...api),
    ...setupSlice(outside)(...api),
    ...spacesSlice(outside)(...api),
    ...teachingSlice(outside)(...api),
    ...templatesSlice()(...api),
    ...thumbnailsSlice(outside)(...api),
    ...trainingSlice(outside)(...api),
    ...truthsSlice(outside)(...api),
    ...updateSlice(outside)(...api),
    ...viewSlice()(...api),
    ...votesSlice()(...api),
  }));
  store.subscribe((now, before) => {
    letGo(store, now, before, outside);
    // A step back takes its model first.
    if (now.past !== before.past) queueMicrotask(() => store.getState().sweepModels());
  });
  outside.engine.onDeath?.((error) => store.getState().engineDied(error));
  return store;
}
