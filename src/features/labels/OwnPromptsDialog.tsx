import { useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './labels.module.css';

/** A label's own prompts, in place of the template. */
export function OwnPromptsDialog({ id }: { readonly id: string }) {
  const { t } = useWords();
  const label = usePage((all) => all.labels.find((candidate) => candidate.id === id));
  const typePrompts = usePage((all) => all.typePrompts);
  const close = usePage((all) => all.close);
  const [text, setText] = useState(label?.prompts?.join('\n') ?? '');
  if (!label) return null;
  const save = (value: string): void => {
    void typePrompts(id, value);
    close();
  };
  return (
    <Dialog title={t('own.title', { label: label.text })} closeText={t('close')} onClose={close}>
      <p className={styles.preview}>{t('own.note')}</p>
      <TextArea
        label={t('own.field')}
        place="unseen"
        dir="auto"
        rows={6}
        value={text}
        onChange={setText}
      />
      <div className={styles.buttons}>
        <Button look="main" onClick={() => save(text)}>
          {t('own.save')}
        </Button>
        <Button onClick={() => save('')}>{t('own.reset')}</Button>
      </div>
    </Dialog>
  );
}
