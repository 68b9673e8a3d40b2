import { useEffect, useRef, type ReactNode } from 'react';
import { pythonScript } from '../../export/python-script.ts';
import { pictureName } from '../../store/pictures/picture-name.ts';
import type { State } from '../../store/state.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { pageAddress } from '../../ui/page-address.ts';
import { saveFile } from '../../browser/save-file.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { Truth } from './Truth.tsx';
import { WholeBars } from './WholeBars.tsx';
import styles from './detail.module.css';

const ALPHAS = ['white', 'as-pillow'] as const;

interface DialogProps {
  readonly id: string;
  /** What else can be done with the picture. */
  readonly children?: ReactNode;
}

/** One picture: the very crop that the model sees, the file's facts, and both columns' whole ranking. */
export function PictureDialog({ id, children }: DialogProps) {
  const { t } = useWords();
  const picture = usePage((all) => all.pictures.find((candidate) => candidate.id === id));
  const columns = usePage((all) => all.columns);
  const close = usePage((all) => all.close);
  const name = usePage((all) => picture && pictureName(picture, all));
  if (!picture || name === undefined) return null;
  return (
    <Dialog wide title={name} closeText={t('close')} onClose={close}>
      <div className={styles.detail}>
        <Sees picture={picture} name={name} />
        <div className={styles.ranking}>
          {columns.map((column, index) => (
            <section key={column.id} className={styles.column}>
              <h3>{t('column.number', { number: index + 1 })}</h3>
              <WholeBars picture={picture} column={column} place={index} />
              <CopyScript picture={picture} column={index} />
            </section>
          ))}
          {children}
          <SavePng picture={picture} />
        </div>
      </div>
    </Dialog>
  );
}

function Sees({ picture, name }: { readonly picture: Picture; readonly name: string }) {
  const words = useWords();
  const { t } = words;
  const crop = usePage((all) => all.crop);
  const fetchCrop = usePage((all) => all.fetchCrop);
  const alpha = usePage((all) => all.alpha);
  const open = usePage((all) => all.open);
  const chooseAlpha = usePage((all) => all.chooseAlpha);
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another rule for transparency is another crop
  useEffect(() => void fetchCrop(picture.id), [fetchCrop, picture.id, alpha]);
  return (
    <div className={styles.sees}>
      <figure className={styles.figure}>
        <img src={picture.url} alt={name} />
      </figure>
      <figure className={styles.figure}>
        <CropCanvas />
        <figcaption>{t('detail.sees')}</figcaption>
      </figure>
      {crop?.kind === 'failed' && <p>{errorSentence(words, crop.error)}</p>}
      {crop?.kind === 'ready' && <CropFacts facts={crop.crop} />}
      {picture.sample === null && (
        <p className={styles.truth}>
          {t('truth.field')} <Truth picture={picture} name={name} />
        </p>
      )}
      <Button icon="grid" onClick={() => open({ kind: 'maps', picture: picture.id })}>
        {t('maps.open', { name: '' })}
      </Button>
      <Segmented
        label={t('detail.alpha')}
        value={alpha}
        options={ALPHAS.map((value) => ({ value, text: t(`detail.alpha.${value}`) }))}
        onChange={chooseAlpha}
      />
    </div>
  );
}

/** The picture as the models get it. */
function CropCanvas() {
  const { t } = useWords();
  const crop = usePage((all) => all.crop);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (crop?.kind !== 'ready' || !canvas.current) return;
    const { size, data } = crop.crop;
    const pixels = new ImageData(size, size);
    for (let i = 0; i < size * size; i++) {
      pixels.data.set([data[i * 3] ?? 0, data[i * 3 + 1] ?? 0, data[i * 3 + 2] ?? 0, 255], i * 4);
    }
    canvas.current.width = size;
    canvas.current.height = size;
    canvas.current.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [crop]);
  return <canvas ref={canvas} role="img" aria-label={t('detail.sees')} />;
}

interface FactsProps {
  readonly facts: Extract<NonNullable<State['crop']>, { readonly kind: 'ready' }>['crop'];
}

function CropFacts({ facts }: FactsProps) {
  const { t } = useWords();
  return (
    <p className={styles.facts}>
      {t('detail.facts', {
        width: facts.width,
        height: facts.height,
        format: facts.format.toUpperCase(),
        mode: facts.mode,
      })}{' '}
      {facts.orientation > 1 && t('detail.turned')}{' '}
      {facts.animated && !facts.notes.includes('still') && t('detail.animated')}{' '}
      {facts.canvasNoise && t('detail.noise')}{' '}
      {facts.notes.map((note) => t(`detail.note.${note}`)).join(' ')}
    </p>
  );
}

function SavePng({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const drawPng = usePage((all) => all.drawPng);
  const save = (): void =>
    void drawPng(picture.id).then((png) => png && saveFile(`${picture.name}.png`, png));
  return (
    <div className={styles.save}>
      <Button small icon="download" onClick={save}>
        {t('detail.png')}
      </Button>
    </div>
  );
}

function CopyScript({ picture, column }: { readonly picture: Picture; readonly column: number }) {
  const { t } = useWords();
  const copy = usePage((all) => all.copy);
  const script = usePage((all) => {
    const chosen = all.columns[column];
    return chosen
      ? pythonScript(all, chosen, {
          picture: picture.sample ?? picture.name,
          address: pageAddress,
        })
      : null;
  });
  if (script === null) return null;
  return (
    <CopyButton
      small
      text={script}
      copy={copy}
      label={t('detail.script')}
      done={t('detail.copied')}
    />
  );
}
