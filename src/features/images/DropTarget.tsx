import { useEffect, useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { droppedFiles, droppedUrl } from '../../browser/dropped-files.ts';
import styles from './images.module.css';

/** Pictures can be dropped anywhere on the page, or pasted. */
export function DropTarget() {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const addGiven = usePage((all) => all.addGiven);
  const addUrl = usePage((all) => all.addUrl);
  const openCheckpoint = usePage((all) => all.openCheckpoint);
  // The evaluation takes what is dropped on it as data, the slide of votes as answers.
  const elsewhere = usePage(
    (all) => all.overlay?.kind === 'evaluate' || (all.presenting && all.slide === 'votes'),
  );

  useEffect(() => {
    if (elsewhere) return;
    let depth = 0;
    const concerns = (event: DragEvent): boolean =>
      event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ??
      false;
    const onEnter = (event: DragEvent): void => {
      if (!concerns(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!concerns(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      if (concerns(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !concerns(event)) return;
      event.preventDefault();
      const url = droppedUrl(event.dataTransfer);
      void droppedFiles(event.dataTransfer).then((dropped) => {
        const files = dropped.map(({ file }) => file).filter(isVisible);
        if (files.some(isCheckpoint)) openCheckpoint(files, columnAt(event));
        else if (dropped.length > 0) void addGiven(dropped);
        else if (url) void addUrl(url);
      });
    };
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      void addGiven(files.map((file) => ({ path: file.name, file })));
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    window.addEventListener('paste', onPaste);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('paste', onPaste);
    };
  }, [addGiven, addUrl, openCheckpoint, elsewhere]);

  return over ? <div className={styles.over}>{t('drop.column')}</div> : null;
}

/** Systems hide copies of their own beside files, under the same extensions. */
function isVisible({ name }: File): boolean {
  return !name.startsWith('.');
}

/** Weights by their name; configurations and tokenizers dropped with them go the same way. */
function isCheckpoint({ name }: File): boolean {
  return /\.(safetensors|bin|pt|pth|onnx)$/i.test(name);
}

/** The column under the pointer, if any. */
function columnAt({ target }: DragEvent): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest<HTMLElement>('[data-column]')?.dataset['column'];
}
