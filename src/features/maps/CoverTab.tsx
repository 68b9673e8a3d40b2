import { useEffect, useMemo, useState } from 'react';
import type { Rect } from '../../core/image/picture-view.ts';
import { COVERED_PICTURE } from '../../store/maps/covered-picture.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { coverStep, MOST_PARTS, type CoverStep, type CoverSteps } from './cover-steps.ts';
import { CoverSurface } from './CoverSurface.tsx';
import { CoveredColumn } from './CoveredColumn.tsx';
import type { DrawBars } from './draw-bars.ts';
import { useTowers } from './use-towers.ts';
import styles from './cover.module.css';

interface Props {
  readonly picture: Picture;
  readonly bars: DrawBars;
  readonly steps: CoverSteps;
  readonly onStep: (step: CoverStep) => void;
}

/** The picture to cover parts of, and every column's bars beside it. */
export function CoverTab({ picture, bars, steps, onStep }: Props) {
  const { t } = useWords();
  const name = usePage((all) => pictureName(picture, all));
  const columns = usePage((all) => all.columns);
  const [said, say] = useState('');
  const [drawn, setDrawn] = useState<Rect | null>(null);
  useCovered(picture, steps.parts, drawn);
  const covered = usePage((all) => all.maps !== null && all.maps.covered.length > 0);
  // Another picture for as long as something is covered, so that its bars are those of what is left.
  const shown = useMemo(
    () => (covered ? { ...picture, id: COVERED_PICTURE } : picture),
    [covered, picture],
  );
  const full = steps.parts.length >= MOST_PARTS;
  const step = (taken: CoverStep): void => {
    onStep(taken);
    const count = coverStep(steps, taken).parts.length;
    if (taken.kind !== 'cover') say(t('maps.cover.undone', { count }));
    else if (full) say(t('maps.cover.full', { count }));
  };
  return (
    <div className={styles.cover}>
      <div className={styles.left}>
        <CoverSurface
          picture={picture}
          name={name}
          parts={steps.parts}
          onStep={step}
          onDraw={setDrawn}
          say={say}
        />
        <Tools steps={steps} onStep={step} />
        <p className={styles.hint}>
          {full ? t('maps.cover.full', { count: MOST_PARTS }) : t('maps.cover.hint')}
        </p>
        <p role="status" className="sr-only">
          {said}
        </p>
      </div>
      <div className={styles.columns}>
        {columns.map((column, index) => (
          <CoveredColumn
            key={column.id}
            picture={picture}
            shown={shown}
            column={column}
            place={index}
            bars={bars}
          />
        ))}
      </div>
      <p className={styles.note}>{t('maps.cover.note')}</p>
    </div>
  );
}

function Tools({ steps, onStep }: Pick<Props, 'steps' | 'onStep'>) {
  const { t } = useWords();
  return (
    <div className={styles.tools}>
      <Button
        icon="undo"
        disabled={steps.before.length === 0}
        onClick={() => onStep({ kind: 'undo' })}
      >
        {t('undo')}
      </Button>
      <Button
        icon="close"
        disabled={steps.parts.length === 0}
        onClick={() => onStep({ kind: 'clear' })}
      >
        {t('maps.cover.clear')}
      </Button>
    </div>
  );
}

/** Has the picture encoded whenever what is covered changes, and the models that answer. */
function useCovered(picture: Picture, parts: readonly Rect[], drawn: Rect | null): void {
  const seeWhere = usePage((all) => all.seeWhere);
  const alpha = usePage((all) => all.alpha);
  const towers = useTowers();
  useEffect(() => {
    void seeWhere({
      kind: 'cover',
      picture: picture.id,
      parts: drawn ? [...parts, drawn] : parts,
      dragging: drawn !== null,
    });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- other models and another ground are asked again
  }, [seeWhere, picture.id, parts, drawn, alpha, towers]);
}
