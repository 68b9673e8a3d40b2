import { useEffect, useState } from 'react';
import { modelOf } from '../../store/columns/column-model.ts';
import { RUNGS, type RungId } from '../../store/ladder/rungs.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './ladder.module.css';
import { RungColumn } from './RungColumn.tsx';
import { wholeColumns } from './whole-columns.ts';

/** One fault a column on the same pictures and labels. Models are held only while this is open. */
export function LadderDialog() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const climb = usePage((all) => all.climb);
  const leave = usePage((all) => all.leaveLadder);
  const columns = usePage((all) => all.columns);
  const whole = wholeColumns(columns);
  const [chosen, setChosen] = useState<string | null>(null);
  const [only, setOnly] = useState<RungId | 'every'>('every');
  const start = chosen ?? whole[0]?.id ?? null;

  useEffect(() => {
    if (start !== null) void climb(start);
    return leave;
  }, [start, climb, leave]);

  const shown = only === 'every' ? RUNGS : RUNGS.filter((rung) => rung === only);
  return (
    <Dialog wide title={t('ladder.title')} closeText={t('close')} onClose={close}>
      <p>{start === null ? t('ladder.none') : t('ladder.note')}</p>
      <div className={styles.choices}>
        {whole.length > 1 && (
          <Select
            label={t('ladder.start')}
            value={start ?? ''}
            options={whole.map((column) => ({
              value: column.id,
              text: `${columns.indexOf(column) + 1}: ${modelOf(column)?.model.name}`,
            }))}
            onChange={setChosen}
          />
        )}
        <Select
          label={t('ladder.only')}
          value={only}
          options={[
            { value: 'every', text: t('ladder.rungs') },
            ...RUNGS.map((value) => ({ value, text: t(`rung.${value}`) })),
          ]}
          onChange={setOnly}
        />
      </div>
      {start !== null && (
        <section className={styles.scroll} tabIndex={0} aria-label={t('ladder.title')}>
          <div className={styles.rungs}>
            {shown.map((rung) => (
              <RungColumn key={rung} rung={rung} from={start} />
            ))}
          </div>
        </section>
      )}
    </Dialog>
  );
}
