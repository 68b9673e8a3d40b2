import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { isOneLabel } from '../../store/labels/typed-lists.ts';
import { cutLabels } from '../../store/selectors/cut-labels.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './labels.module.css';

/** Where labels are typed and lists of them pasted. */
export function LabelField({ id = 'new-label' }: { readonly id?: string }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const typeLabels = usePage((all) => all.typeLabels);

  const add = (list = text): void => {
    // What could not be read stays in the field, unless somebody has typed on.
    void typeLabels(list).then((isRead) => !isRead && setText((now) => (now === '' ? list : now)));
    setText('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, Enter and comma belong to it.
    if (event.nativeEvent.isComposing) return;
    if (event.key !== 'Enter' && event.key !== ',' && event.key !== '，') return;
    // A comma behind an open quote or bracket is part of what is being typed.
    if (event.key !== 'Enter' && /^\s*["'“„«「[({]/u.test(text)) return;
    event.preventDefault();
    if (text.trim() !== '' || event.key === 'Enter') add();
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData('text');
    if (isOneLabel(pasted.trim())) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    add(
      `${text.slice(0, selectionStart ?? text.length)}${pasted}${text.slice(selectionEnd ?? text.length)}`,
    );
  };

  return (
    <div className={styles.add}>
      <TextInput
        label={t('labels.new')}
        place="unseen"
        look="large"
        ref={input}
        id={id}
        value={text}
        placeholder={t('labels.placeholder')}
        onChange={setText}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        enterKeyHint="done"
        autoComplete="off"
      />
      {text.trim() !== '' && (
        <Button icon="plus" iconOnly onClick={() => add()}>
          {t('labels.add')}
        </Button>
      )}
    </div>
  );
}

/** What concerns the whole list of labels. */
export function LabelTools() {
  const { t } = useWords();
  const count = usePage((all) => all.labels.length);
  const setLabels = usePage((all) => all.setLabels);
  const open = usePage((all) => all.open);
  return (
    <>
      <Button onClick={() => open({ kind: 'label-sets' })}>{t('labels.sets')}</Button>
      <Button
        look="quiet"
        icon="trash"
        iconOnly
        disabled={count === 0}
        onClick={() => setLabels([])}
      >
        {t('labels.clear')}
      </Button>
    </>
  );
}

/** Labels that are too long for a model, where there are any. */
export function CutLabels() {
  const { t } = useWords();
  const cut = usePage(cutLabels);
  return cut === '' ? null : <p className={styles.preview}>{t('labels.cut', { label: cut })}</p>;
}
