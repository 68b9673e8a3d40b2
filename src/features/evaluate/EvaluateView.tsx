import { useMemo, useState } from 'react';
import { shownRun } from '../../evaluation/shown-run.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { OpenedRun } from './results/OpenedRun.tsx';
import { OpenFiles } from './results/OpenFiles.tsx';
import { Results, type SpacesOfRun } from './results/Results.tsx';
import { RunStrip } from './setup/RunStrip.tsx';
import { Setup } from './setup/Setup.tsx';
import styles from './setup/setup.module.css';

/** Repeats the article's experiment: one room to choose data and prompts, one for what the columns say. */
export function EvaluateView({ spaces }: { readonly spaces: SpacesOfRun }) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const run = usePage((all) => all.evaluation);
  const opened = usePage((all) => all.openedRun);
  const shown = useMemo(() => run && shownRun(run), [run]);
  const [room, setRoom] = useState<'setup' | 'results'>(run ? 'results' : 'setup');
  if (opened) {
    return (
      <Dialog page title={t('evaluate.open')} closeText={t('close')} onClose={close}>
        <OpenedRun run={opened} spaces={spaces} />
      </Dialog>
    );
  }
  return (
    <Dialog page title={t('evaluate.open')} closeText={t('close')} onClose={close}>
      {run && (
        <div className={styles.rooms}>
          <Segmented
            label={t('evaluate.rooms')}
            value={room}
            options={[
              { value: 'setup', text: t('evaluate.room.setup') },
              { value: 'results', text: t('evaluate.room.results') },
            ]}
            onChange={setRoom}
          />
        </div>
      )}
      {run && <RunStrip run={run} />}
      {shown && room === 'results' ? (
        <Results run={shown} spaces={spaces} />
      ) : (
        <Setup onStart={() => setRoom('results')}>
          <OpenFiles />
        </Setup>
      )}
    </Dialog>
  );
}
