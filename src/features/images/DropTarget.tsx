import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { droppedFiles, droppedUrl } from '../../browser/dropped-files.ts';
import styles from './images.module.css';
import { useDrops, usePaste } from './use-drops.ts';

/** Pictures can be dropped anywhere on the page, or pasted. */
export function DropTarget() {
  const { t } = useWords();
  const addGiven = usePage((all) => all.addGiven);
  const addUrl = usePage((all) => all.addUrl);
  const openCheckpoint = usePage((all) => all.openCheckpoint);
  // The evaluation takes what is dropped on it as data, the slide of votes as answers.
  const elsewhere = usePage(
    (all) => all.overlay?.kind === 'evaluate' || (all.presenting && all.slide === 'votes'),
  );
  const over = useDrops(!elsewhere, (data, event) => {
    const url = droppedUrl(data);
    void droppedFiles(data).then((dropped) => {
      const files = dropped.map(({ file }) => file).filter(isVisible);
      if (files.some(isCheckpoint)) openCheckpoint(files, columnAt(event));
      else if (dropped.length > 0) void addGiven(dropped);
      else if (url) void addUrl(url);
    });
  });
  usePaste(!elsewhere, (files) => {
    void addGiven(files.map((file) => ({ path: file.name, file })));
  });
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
