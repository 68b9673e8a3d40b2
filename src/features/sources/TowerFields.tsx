import { useState } from 'react';
import { type Reset, RESETS } from '../../core/checkpoint/load-rules.ts';
import { imageSourceOf, textSourceOf } from '../../store/columns/model-choice.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, SingleSource } from '../../store/types.ts';
import { CheckList } from '../../ui/CheckList.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { TowersDraft } from './source-draft.ts';
import styles from './sources.module.css';

/** timm's own evaluation crop for these models. */
const TIMM_CROP = 0.9;

interface TowerFieldsProps {
  readonly column: Column;
  readonly value: TowersDraft;
  readonly onChange: (value: TowersDraft) => void;
}

/** Where text tower and logit scale come from, the crop, and parts that start afresh; folded while all is as usual. */
export function TowerFields({ column, value, onChange }: TowerFieldsProps) {
  const { t } = useWords();
  const { text, scale, crop, resets } = value;
  const [unusual] = useState(text !== null || crop !== null || resets.length > 0);
  return (
    <details open={unusual}>
      <summary className={styles.more}>{t('towers.more')}</summary>
      <div className={styles.fields}>
        <SideField
          label={t('towers.text')}
          same={t('towers.text.same')}
          side="text"
          column={column}
          value={text}
          onChange={(source) => onChange({ ...value, text: source })}
        />
        {text && (
          <SideField
            label={t('towers.scale')}
            same={t('towers.scale.same')}
            side="image"
            column={column}
            value={scale}
            onChange={(source) => onChange({ ...value, scale: source })}
          />
        )}
        <Select
          label={t('towers.crop')}
          value={crop === TIMM_CROP ? 'timm' : 'whole'}
          options={[
            { value: 'whole', text: t('towers.crop.whole') },
            { value: 'timm', text: t('towers.crop.timm') },
          ]}
          onChange={(chosen) => onChange({ ...value, crop: chosen === 'timm' ? TIMM_CROP : null })}
        />
      </div>
      <ResetFields resets={resets} onChange={(next) => onChange({ ...value, resets: next })} />
    </details>
  );
}

interface SideFieldProps {
  readonly label: string;
  /** Words for `null`. */
  readonly same: string;
  readonly side: 'image' | 'text';
  readonly column: Column;
  readonly value: SingleSource | null;
  readonly onChange: (source: SingleSource | null) => void;
}

/** One side of a model: where the rest comes from, or where another column has it. */
function SideField({ label, same, side, column, value, onChange }: SideFieldProps) {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const others = columns.flatMap((other, index) => {
    if (other.id === column.id) return [];
    const source = side === 'text' ? textSourceOf(other.source) : imageSourceOf(other.source);
    const name = modelOf(other)?.model.name ?? t('column.unnamed');
    return [{ source, text: t('towers.column', { number: index + 1, name }) }];
  });
  const builtIn: SingleSource = { kind: 'built-in', file: 'complete' };
  const options = [...others, { source: builtIn, text: t('towers.built-in') }];
  const known = options.findIndex(({ source }) => JSON.stringify(source) === JSON.stringify(value));
  // What was chosen before may stand in no column any more.
  const all =
    value && known < 0 ? [...options, { source: value, text: t('towers.kept') }] : options;
  const at = value ? (known < 0 ? all.length - 1 : known) : -1;
  return (
    <Select
      label={label}
      value={String(at)}
      options={[
        { value: '-1', text: same },
        ...all.map(({ text }, index) => ({ value: String(index), text })),
      ]}
      onChange={(chosen) => onChange(all[Number(chosen)]?.source ?? null)}
    />
  );
}

interface ResetFieldsProps {
  readonly resets: readonly Reset[];
  readonly onChange: (resets: readonly Reset[]) => void;
}

/** Switches that start single parts afresh. */
function ResetFields({ resets, onChange }: ResetFieldsProps) {
  const { t } = useWords();
  return (
    <CheckList
      legend={t('towers.afresh')}
      options={RESETS.map((value) => ({ value, text: t(`reset.${value}`) }))}
      chosen={resets}
      onChange={onChange}
    />
  );
}
