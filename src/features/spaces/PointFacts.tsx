import { useEffect } from 'react';
import type { EvaluationSet } from '../../evaluation/sets/set.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { LaidOut } from '../../store/spaces/laid-spaces.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { labelId, nameOf, pictureId, type PointId } from './points.ts';
import styles from './spaces.module.css';

interface Props {
  readonly laid: LaidOut;
  readonly active: PointId | null;
  /** The point was reached in this column: here it is read out. */
  readonly spoken: boolean;
  readonly run: ShownRun | undefined;
}

/** What is pointed at: a picture with its word and the nearest one, or a word with what belongs to it. */
export function PointFacts({ laid, active, spoken, run }: Props) {
  const { points } = laid;
  const words = useWords();
  const samples = usePage((all) => all.samples);
  const at = points.pictures.findIndex((picture) => pictureId(picture) === active);
  const picture = points.pictures[at];
  const label = points.labels.findIndex((text) => labelId(text) === active);
  const text =
    picture !== undefined
      ? pictureFacts(words, nameOf(picture, run, { samples, language: words.language }), laid, at)
      : label >= 0
        ? labelFacts(words, laid, label)
        : words.t('spaces.hint');
  return (
    <div className={styles.facts}>
      {picture !== undefined && typeof picture !== 'number' && <img src={picture.url} alt="" />}
      {typeof picture === 'number' && run?.set && <Thumbnail set={run.set} picture={picture} />}
      <p aria-live={spoken ? 'polite' : 'off'}>{text}</p>
    </div>
  );
}

function pictureFacts({ t }: Words, name: string, { spaces, points }: LaidOut, at: number): string {
  const truth = points.labels[points.truths[at] ?? -1];
  const nearest = points.labels[spaces.winners[at] ?? -1];
  return [
    `${t('spaces.picture', { name })}.`,
    truth === undefined ? t('spaces.no-word') : t('spaces.its-word', { text: truth }),
    nearest === undefined ? '' : t('spaces.nearest', { text: nearest }),
  ].join(' ');
}

function labelFacts({ t }: Words, { spaces, points }: LaidOut, label: number): string {
  const of = (labels: Int32Array): number => labels.filter((own) => own === label).length;
  return [
    `${t('spaces.word', { text: points.labels[label] ?? '' })}.`,
    t('spaces.belongs', { count: of(points.truths) }),
    t('spaces.takes', { count: of(spaces.winners) }),
  ].join(' ');
}

/** A picture of an evaluated set is read when it is pointed at, and not before. */
function Thumbnail({ set, picture }: { readonly set: EvaluationSet; readonly picture: number }) {
  const show = usePage((all) => all.showThumbnail);
  const url = usePage(({ thumbnails }) =>
    thumbnails?.set === set ? thumbnails.urls.get(picture) : undefined,
  );
  useEffect(() => {
    void show(set, picture);
  }, [show, set, picture]);
  return url ? <img src={url} alt="" /> : null;
}
