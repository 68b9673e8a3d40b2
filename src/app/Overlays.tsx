import { lazy, Suspense } from 'react';
import { DeviceDialog } from '../features/device/DeviceDialog.tsx';
import { HelpDialog } from '../features/guide/HelpDialog.tsx';
import { CameraDialog } from '../features/images/CameraDialog.tsx';
import { SampleShelf } from '../features/images/SampleShelf.tsx';
import { LabelSetsDialog } from '../features/labels/LabelSetsDialog.tsx';
import { OwnPromptsDialog } from '../features/labels/OwnPromptsDialog.tsx';
import { MatrixDialog } from '../features/matrix/MatrixDialog.tsx';
import { LadderDialog } from '../features/ladder/LadderDialog.tsx';
import { ModelDialog } from '../features/sources/ModelDialog.tsx';
import { PictureDialog } from '../features/results/PictureDialog.tsx';
import { ShareDialog } from '../features/share/ShareDialog.tsx';
import { StorageDialog } from '../features/storage/StorageDialog.tsx';
import { usePage } from '../store/StoreContext.tsx';
import { loadWordsOf } from '../words/tables.ts';
import { LiveAnswers } from './LiveAnswers.tsx';

/** Most visits never look inside a checkpoint. */
const ReportDialog = lazy(async () => {
  const part = import('../features/inspect/ReportDialog.tsx');
  await loadWordsOf('inspect');
  return { default: (await part).ReportDialog };
});
const LookDialog = lazy(async () => {
  const part = import('../features/inspect/LookDialog.tsx');
  await loadWordsOf('inspect');
  return { default: (await part).LookDialog };
});

/** Most visits never evaluate anything: its code comes when it is asked for. */
const EvaluateView = lazy(async () => {
  const part = import('../features/evaluate/EvaluateView.tsx');
  await loadWordsOf('evaluated');
  return { default: (await part).EvaluateView };
});

const RepairDialog = lazy(async () => ({
  default: (await import('../features/repair/RepairDialog.tsx')).RepairDialog,
}));
const SaveDialog = lazy(async () => ({
  default: (await import('../features/saving/SaveDialog.tsx')).SaveDialog,
}));

/** Whatever is open above the page; loaded when something is opened first. */
export function Overlays() {
  const overlay = usePage((all) => all.overlay);
  switch (overlay?.kind) {
    case 'picture':
      return <PictureDialog id={overlay.id} />;
    case 'report':
      return (
        <Suspense>
          <ReportDialog columnId={overlay.column} />
        </Suspense>
      );
    case 'look':
      return (
        <Suspense>
          <LookDialog />
        </Suspense>
      );
    case 'model':
      return <ModelDialog columnId={overlay.column} />;
    case 'device':
      return <DeviceDialog />;
    case 'repair':
      return (
        <Suspense>
          <RepairDialog />
        </Suspense>
      );
    case 'save':
      return (
        <Suspense>
          <SaveDialog columnId={overlay.column} />
        </Suspense>
      );
    case 'ladder':
      return <LadderDialog />;
    case 'prompts':
      return <OwnPromptsDialog id={overlay.label} />;
    case 'samples':
      return <SampleShelf />;
    case 'camera':
      return <CameraDialog answers={LiveAnswers} />;
    case 'label-sets':
      return <LabelSetsDialog />;
    case 'matrix':
      return <MatrixDialog />;
    case 'share':
      return <ShareDialog />;
    case 'storage':
      return <StorageDialog />;
    case 'evaluate':
      return (
        <Suspense>
          <EvaluateView />
        </Suspense>
      );
    case 'help':
      return <HelpDialog />;
    case undefined:
      return null;
  }
}
