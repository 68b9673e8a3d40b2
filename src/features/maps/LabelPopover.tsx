import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { closePopover, Popover } from '../../ui/Popover.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './slide.module.css';

interface Props {
  /** A label's id. */
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** The label whose map is on the slide. A list that floats: a field would keep the arrow keys, which are the slides'. */
export function LabelPopover({ value, onChange }: Props) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const shown = labels.find(({ id }) => id === value);
  const name = t('column.said', { name: t('maps.label'), text: shown?.text ?? '' });
  return (
    <Popover text={name} label={t('maps.label')}>
      <ol className={styles.labels}>
        {labels.map(({ id, text }) => (
          <li key={id}>
            <Button
              look="quiet"
              aria-current={id === value ? 'true' : undefined}
              onClick={({ currentTarget }) => {
                closePopover(currentTarget);
                onChange(id);
              }}
            >
              <bdi>{text}</bdi>
            </Button>
          </li>
        ))}
      </ol>
    </Popover>
  );
}
