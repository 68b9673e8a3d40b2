import { useEffect } from 'react';
import { modelOf } from '../../store/columns/column-model.ts';
import type { Offer } from '../../store/repair/offer.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { BenchPanel } from './BenchPanel.tsx';
import { fitTone, fitWords, originWords, reasonWords } from './offer-words.ts';
import styles from './repair.module.css';

/** Text towers that a column without one could take, each looked into and measured. */
export function RepairDialog() {
  const words = useWords();
  const { t } = words;
  const repair = usePage((all) => all.repair);
  const columns = usePage((all) => all.columns);
  const close = usePage((all) => all.close);
  const leave = usePage((all) => all.leaveRepair);
  useEffect(() => leave, [leave]);
  if (!repair) return null;
  const index = columns.findIndex(({ id }) => id === repair.column);
  const column = columns[index];
  const model = column && modelOf(column);
  return (
    <Dialog
      wide
      title={t('repair.title', { number: index + 1 })}
      closeText={t('close')}
      onClose={close}
    >
      <p>
        {t('repair.lead')}{' '}
        {model && t('repair.now', { verdict: t(`verdict.${model.report.verdict.kind}`) })}
      </p>
      {column && <BenchPanel column={column} />}
      <h3>{t('bench.towers')}</h3>
      <ul className={styles.offers} aria-label={t('repair.offers')}>
        {repair.offers.map((offer, place) => (
          // The list is made once and never reordered.
          // oxlint-disable-next-line react/no-array-index-key
          <OfferRow key={place} offer={offer} index={place} />
        ))}
      </ul>
      <p className={styles.note}>{t('repair.note')}</p>
    </Dialog>
  );
}

function OfferRow({ offer, index }: { readonly offer: Offer; readonly index: number }) {
  const words = useWords();
  const { t, bytes } = words;
  const takeOffer = usePage((all) => all.takeOffer);
  const { fit } = offer;
  const name = originWords(words, offer.origin);
  return (
    <li className={styles.offer} data-tone={fitTone(offer)}>
      <div className={styles.what}>
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p className={styles.fit}>
          <span className={styles.mark} aria-hidden="true" />
          {fitWords(words, offer)}
        </p>
        <p className={styles.note}>
          {fit.kind === 'failed' ? errorSentence(words, fit.error) : reasonWords(words, offer)}
          {fit.kind === 'fits' && ` ${t('repair.bytes', { bytes: bytes(fit.bytes) })}`}
        </p>
      </div>
      <div className={styles.measured}>
        <MeasuredWords offer={offer} />
      </div>
      <Button
        look={fitTone(offer) === 'good' ? 'main' : 'plain'}
        disabled={fit.kind !== 'fits'}
        aria-label={t('repair.use-this', { name })}
        onClick={() => takeOffer(index)}
      >
        {t('repair.use')}
      </Button>
    </li>
  );
}

function MeasuredWords({ offer: { fit, measured, origin } }: { readonly offer: Offer }) {
  const words = useWords();
  const { t, percent } = words;
  if (fit.kind === 'looking') return <Progress label={t('repair.looking')} value={null} />;
  if (fit.kind !== 'fits') return null;
  if (!measured) return origin.kind === 'preset' && <p>{t('repair.not-measured')}</p>;
  if (measured.kind === 'waiting') return <p>{t('repair.waiting')}</p>;
  if (measured.kind === 'running') return <Progress label={t('repair.measuring')} value={null} />;
  if (measured.kind === 'failed') return <p>{errorSentence(words, measured.error)}</p>;
  const { right, pictures, interval, likeGuessing } = measured.result;
  return (
    <p>
      <strong>{t('repair.right', { right, count: pictures })}</strong>{' '}
      {likeGuessing
        ? t('summary.guessing')
        : t('summary.interval', { low: percent(interval.low), high: percent(interval.high) })}
    </p>
  );
}
