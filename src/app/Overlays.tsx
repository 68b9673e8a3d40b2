import { importPart } from '../core/parts/import-part.ts';
import { DeviceDialog } from '../features/device/DeviceDialog.tsx';
import { HelpDialog } from '../features/guide/HelpDialog.tsx';
import { CameraDialog } from '../features/images/CameraDialog.tsx';
import { SampleShelf } from '../features/images/SampleShelf.tsx';
import { LabelSetsDialog } from '../features/labels/LabelSetsDialog.tsx';
import { OwnPromptsDialog } from '../features/labels/OwnPromptsDialog.tsx';
import { MatrixDialog } from '../features/matrix/MatrixDialog.tsx';
import { LadderDialog } from '../features/ladder/LadderDialog.tsx';
import { ModelDialog } from '../features/sources/ModelDialog.tsx';
import { Bars } from '../features/results/Bars.tsx';
import { PictureDialog } from '../features/results/PictureDialog.tsx';
import { ShareDialog } from '../features/share/ShareDialog.tsx';
import { StorageDialog } from '../features/storage/StorageDialog.tsx';
import { usePage } from '../store/StoreContext.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { loadWordsOf } from '../words/tables.ts';
import { LiveAnswers } from './LiveAnswers.tsx';
import { ownBuild } from './newer-build.ts';

/** Most visits never look inside a checkpoint. */
const ReportDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/inspect/ReportDialog.tsx')),
    loadWordsOf('inspect'),
  ]);
  return part.ReportDialog;
});
const LookDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/inspect/LookDialog.tsx')),
    loadWordsOf('inspect'),
  ]);
  return part.LookDialog;
});

/** Most visits never evaluate anything: its code comes when it is asked for. */
const EvaluateView = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/evaluate/EvaluateView.tsx')),
    loadWordsOf('evaluated'),
  ]);
  return part.EvaluateView;
});

const SpacesDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/spaces/SpacesDialog.tsx')),
    loadWordsOf('spaces'),
  ]);
  return part.SpacesDialog;
});
const RunSpaces = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/spaces/RunSpaces.tsx')),
    loadWordsOf('spaces'),
  ]);
  return part.RunSpaces;
});

const RepairDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/repair/RepairDialog.tsx')),
    loadWordsOf('bench'),
  ]);
  return part.RepairDialog;
});
const SaveDialog = lazyPart(
  async () => (await importPart(() => import('../features/saving/SaveDialog.tsx'))).SaveDialog,
);

const TeachDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/teach/TeachDialog.tsx')),
    loadWordsOf('teach'),
  ]);
  return part.TeachDialog;
});

const ExampleChoice = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/teach/ExampleChoice.tsx')),
    loadWordsOf('teach'),
  ]);
  return part.ExampleChoice;
});

const MapsDialog = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/maps/MapsDialog.tsx')),
    loadWordsOf('maps'),
  ]);
  return part.MapsDialog;
});

const VersionDialog = lazyPart(
  async () => (await importPart(() => import('../features/guide/VersionDialog.tsx'))).VersionDialog,
);

const HardQuestions = lazyPart(
  async () =>
    (await importPart(() => import('../features/questions/HardQuestions.tsx'))).HardQuestions,
);

/** Whatever is open above the page; loaded when something is opened first. */
export function Overlays() {
  const overlay = usePage((all) => all.overlay);
  const close = usePage((all) => all.close);
  switch (overlay?.kind) {
    case 'picture':
      return <PictureOverlay id={overlay.id} />;
    case 'maps':
      return <MapsDialog picture={overlay.picture} way={overlay.way} bars={Bars} onClose={close} />;
    case 'report':
      return <ReportDialog columnId={overlay.column} view={overlay.view} onClose={close} />;
    case 'look':
      return <LookDialog onClose={close} />;
    case 'model':
      return <ModelDialog columnId={overlay.column} languages={overlay.languages ?? false} />;
    case 'device':
      return <DeviceDialog />;
    case 'repair':
      return <RepairDialog onClose={close} />;
    case 'teach':
      return <TeachDialog onClose={close} />;
    case 'save':
      return <SaveDialog columnId={overlay.column} onClose={close} />;
    case 'ladder':
      return <LadderDialog />;
    case 'prompts':
      return <OwnPromptsDialog id={overlay.label} />;
    case 'samples':
      return <SampleShelf />;
    case 'hard-questions':
      return <HardQuestions onClose={close} />;
    case 'camera':
      return <CameraDialog answers={LiveAnswers} />;
    case 'label-sets':
      return <LabelSetsDialog />;
    case 'matrix':
      return <MatrixDialog />;
    case 'spaces':
      return (
        <>
          <SpacesDialog onClose={close} />
          {overlay.picture !== undefined && <PictureOverlay id={overlay.picture} />}
        </>
      );
    case 'share':
      return <ShareDialog />;
    case 'storage':
      return <StorageDialog />;
    case 'evaluate':
      return <EvaluateView onClose={close} spaces={RunSpaces} />;
    case 'help':
      return <HelpDialog />;
    case 'version':
      return <VersionDialog build={ownBuild(document)} onClose={close} />;
    // That one stands in the page's place, so that it can be printed.
    case 'teacher':
    case undefined:
      return null;
  }
}

function PictureOverlay({ id }: { readonly id: string }) {
  return (
    <PictureDialog id={id}>
      <ExampleChoice picture={id} />
    </PictureDialog>
  );
}
