import { useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { Results } from './results/Results.tsx';
import { RunStrip } from './setup/RunStrip.tsx';
import { Setup } from './setup/Setup.tsx';

/** Repeats the article's experiment: one room to choose data and prompts, one for what the columns say. */
export function EvaluateView() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const run = usePage((all) => all.evaluation);
  const [room, setRoom] = useState<'setup' | 'results'>(run ? 'results' : 'setup');
  return (
    <Dialog page title={t('evaluate.open')} closeText={t('close')} onClose={close}>
      {run && (
        <Segmented
          label={t('evaluate.rooms')}
          value={room}
          options={[
            { value: 'setup', text: t('evaluate.room.setup') },
            { value: 'results', text: t('evaluate.room.results') },
          ]}
          onChange={setRoom}
        />
      )}
      {run && <RunStrip run={run} />}
      {run && room === 'results' ? (
        <Results run={run} />
      ) : (
        <Setup onStart={() => setRoom('results')} />
      )}
    </Dialog>
  );
}
