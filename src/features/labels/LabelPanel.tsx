import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { LabelChips } from './LabelChips.tsx';
import styles from './labels.module.css';
import { splitLabels } from './split-labels.ts';

/** The candidate labels: type, paste, edit, order, remove. */
export function LabelPanel() {
  const { t } = useWords();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const count = usePage((all) => all.labels.length);
  const addLabels = usePage((all) => all.addLabels);
  const setLabels = usePage((all) => all.setLabels);
  const open = usePage((all) => all.open);

  const add = (): void => {
    addLabels(splitLabels(text));
    setText('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter and comma belong to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== ',' && event.key !== '，') return;
    event.preventDefault();
    if (text.trim() !== '' || event.key === 'Enter') add();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const pasted = event.clipboardData.getData('text');
    if (!/[\n,，;\t]/.test(pasted)) return;
    event.preventDefault();
    addLabels(splitLabels(`${text}${pasted}`));
    setText('');
  };

  return (
    <Panel
      name="labels"
      title={t('labels.title')}
      actions={
        <>
          <Button look="quiet" small icon="list" onClick={() => open({ kind: 'label-sets' })}>
            {t('labels.sets')}
          </Button>
          <Button
            look="quiet"
            small
            icon="trash"
            iconOnly
            disabled={count === 0}
            onClick={() => setLabels([])}
          >
            {t('labels.clear')}
          </Button>
        </>
      }
    >
      <LabelChips />
      <div className={styles.add}>
        <input
          ref={input}
          id="new-label"
          className={styles.input}
          value={text}
          aria-label={t('labels.new')}
          placeholder={t('labels.placeholder')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          enterKeyHint="done"
          autoComplete="off"
        />
        <Button icon="plus" onClick={add}>
          {t('labels.add')}
        </Button>
      </div>
    </Panel>
  );
}
