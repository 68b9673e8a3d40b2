import { LABEL_SETS } from '../../core/text/label-sets.ts';
import { knownName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './labels.module.css';

/** Ready lists of labels, and the cases in which models of this kind fail. */
export function LabelSetsDialog() {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  const close = usePage((all) => all.close);
  return (
    <Dialog title={t('sets.title')} closeText={t('close')} onClose={close}>
      <ul className={styles.sets}>
        <OwnSets />
        <ReadySets />
      </ul>
      <p className={styles.preview}>{t('sets.hard-note')}</p>
      <Button small onClick={() => open({ kind: 'hard-questions' })}>
        {t('sets.hard-pictures')}
      </Button>
    </Dialog>
  );
}

/** The names of the pictures on the page, and of the samples. */
function OwnSets() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const setLabels = usePage((all) => all.setLabels);
  const samples = usePage((all) => all.samples);
  const pictures = usePage((all) => all.pictures);
  const language = usePage((all) => all.language);
  const known = new Set(pictures.flatMap((picture) => knownName(picture, language) ?? []));
  const own = [
    { key: 'sets.shown', list: [...known] },
    { key: 'sets.samples', list: samples.map((sample) => sample[language]) },
  ] as const;
  return own.map(({ key, list }) => (
    <li key={key} className={styles.set}>
      <div>
        {t(key)}
        <p>{t('sets.count', { count: list.length })}</p>
      </div>
      <Button
        small
        disabled={list.length === 0}
        onClick={() => {
          setLabels(list);
          close();
        }}
      >
        {t('sets.use', { name: t(key) })}
      </Button>
    </li>
  ));
}

function ReadySets() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const chooseLabelSet = usePage((all) => all.chooseLabelSet);
  const choose = (id: string, how: 'replace' | 'add'): void => {
    void chooseLabelSet(id, how);
    close();
  };
  return LABEL_SETS.map(({ id, kind, count }) => (
    <li key={id} className={styles.set}>
      <div>
        {t(`sets.${id}`)}
        <p>
          {t('sets.count', { count })}
          {kind === 'hard-case' && ` · ${t('sets.hard')}`}
        </p>
      </div>
      <span className={styles.buttons}>
        <Button small onClick={() => choose(id, 'replace')}>
          {t('sets.use', { name: t(`sets.${id}`) })}
        </Button>
        <Button small look="quiet" onClick={() => choose(id, 'add')}>
          {t('sets.add')}
        </Button>
      </span>
    </li>
  ));
}
