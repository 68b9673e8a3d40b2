import { memo, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import type { Label } from '../../store/types.ts';
import { LABEL_DRAG, PICTURE_DRAG } from '../../ui/drag-types.ts';
import { FoldButtons, FOLDED } from '../../ui/FoldButtons.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { Toolbar } from '../../ui/Toolbar.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './labels.module.css';

/** The labels as chips; a folded list shows the first ones. */
export function LabelChips() {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const [most, setMost] = useState(FOLDED);
  const shown = labels.slice(0, most);
  const list = useRef<HTMLUListElement>(null);
  if (labels.length === 0) return <p className={styles.none}>{t('labels.none')}</p>;
  return (
    <Toolbar label={t('labels.list')} className={styles.scroll}>
      <ul className={styles.chips} aria-label={t('labels.list')} ref={list}>
        {shown.map((label, index) => (
          <Chip key={label.id} label={label} index={index} last={index === labels.length - 1} />
        ))}
      </ul>
      <FoldButtons count={labels.length} most={most} onMost={setMost} />
    </Toolbar>
  );
}

interface ChipProps {
  readonly label: Label;
  readonly index: number;
  readonly last: boolean;
}

/** By its label and place: another label more or less costs the chips that stay nothing. */
const Chip = memo(function Chip({ label, index, last }: ChipProps) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const moveLabel = usePage((all) => all.moveLabel);
  const removeLabel = usePage((all) => all.removeLabel);
  const drags = useDrags(label, index);
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      focusNeighbour(event.currentTarget);
      removeLabel(label.id);
    } else if (step && event.altKey) {
      event.preventDefault();
      if (index + step >= 0 && (step < 0 || !last)) moveLabel(label.id, index + step);
    } else if (event.key === 'F2') setEditing(true);
  };
  return (
    // Dragging is for the pointer; Alt and an arrow move a chip by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li className={styles.chip} draggable={!editing} {...drags}>
      {editing ? (
        <ChipEditor label={label} onDone={() => setEditing(false)} />
      ) : (
        <button
          type="button"
          className={styles.text}
          title={t('labels.chip-hint')}
          aria-label={t('labels.edit', { label: label.text })}
          onClick={() => setEditing(true)}
          onKeyDown={onKeyDown}
        >
          <bdi>{label.text}</bdi>
        </button>
      )}
      <Marks label={label} />
    </li>
  );
});

/** A chip can be dragged to another place; pictures that are dropped on it are of its kind. */
function useDrags(label: Label, index: number) {
  const [over, setOver] = useState(false);
  const sayTruth = usePage((all) => all.sayTruth);
  const moveLabel = usePage((all) => all.moveLabel);
  return {
    'data-over': over,
    onDragStart: ({ dataTransfer }: DragEvent): void => dataTransfer.setData(LABEL_DRAG, label.id),
    onDragOver: (event: DragEvent): void => {
      const { types } = event.dataTransfer;
      if (types.includes(PICTURE_DRAG)) setOver(true);
      if (types.includes(LABEL_DRAG) || types.includes(PICTURE_DRAG)) event.preventDefault();
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      setOver(false);
      const picture = event.dataTransfer.getData(PICTURE_DRAG);
      const id = event.dataTransfer.getData(LABEL_DRAG);
      if (!id && !picture) return;
      event.preventDefault();
      event.stopPropagation();
      if (picture) sayTruth(picture, label.text);
      else moveLabel(id, index);
    },
  };
}

/** The chip's small buttons: its own prompts, and away with it. */
function Marks({ label }: { readonly label: Label }) {
  const { t } = useWords();
  const removeLabel = usePage((all) => all.removeLabel);
  const open = usePage((all) => all.open);
  return (
    <>
      <button
        type="button"
        className={styles.mark}
        aria-label={t('labels.own-prompts', { label: label.text })}
        title={t('labels.own-prompts', { label: label.text })}
        data-set={label.prompts !== null}
        onClick={() => open({ kind: 'prompts', label: label.id })}
      >
        {label.prompts ? `×${label.prompts.length}` : '…'}
      </button>
      <button
        type="button"
        className={styles.mark}
        aria-label={t('labels.remove', { label: label.text })}
        title={t('labels.remove', { label: label.text })}
        onClick={(event) => {
          focusNeighbour(event.currentTarget);
          removeLabel(label.id);
        }}
      >
        ×
      </button>
    </>
  );
}

/** The focus must not fall to the page's top when its chip goes. */
function focusNeighbour(element: HTMLElement): void {
  const chip = element.closest('li');
  const next = chip?.nextElementSibling ?? chip?.previousElementSibling;
  next?.querySelector('button')?.focus();
}

function ChipEditor({ label, onDone }: { readonly label: Label; readonly onDone: () => void }) {
  const { t } = useWords();
  const renameLabel = usePage((all) => all.renameLabel);
  const [text, setText] = useState(label.text);
  const save = (): void => {
    renameLabel(label.id, text);
    onDone();
  };
  return (
    <TextInput
      label={t('labels.rename', { label: label.text })}
      place="unseen"
      look="bare"
      value={text}
      // The press that opened the editor was meant for this field.
      ref={(element) => element?.focus()}
      size={Math.min(Math.max(text.length, 4), 30)}
      onChange={setText}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') onDone();
      }}
    />
  );
}
