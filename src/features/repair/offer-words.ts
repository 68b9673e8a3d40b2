import type { Offer } from '../../store/repair/offer.ts';
import type { Origin, Training } from '../../store/repair/repair-offers.ts';
import type { Words } from '../../words/translate.ts';

/** Where an offered text tower comes from. */
export function originWords({ t }: Words, origin: Origin): string {
  if (origin.kind === 'column') {
    return t('repair.from.column', { number: origin.number, name: origin.name });
  }
  return origin.kind === 'preset' ? origin.name : t(`repair.from.${origin.kind}`);
}

/** Trained together, apart or unknown; what was measured decides where nothing else is known. */
function trainingOf({ training, measured }: Offer): Training['kind'] {
  const seen = measured?.kind === 'measured' ? measured.result : null;
  return training.kind === 'unknown' && seen?.likeGuessing ? 'apart' : training.kind;
}

/** Whether the towers fit, in a few words. */
export function fitWords({ t }: Words, offer: Offer): string {
  const { fit } = offer;
  if (fit.kind === 'looking') return t('repair.looking');
  if (fit.kind === 'apart') {
    return t('repair.apart', { image: String(fit.image), text: String(fit.text) });
  }
  if (fit.kind === 'failed') return t('repair.failed');
  if (!fit.complete) return t('repair.fits.incomplete');
  return t(`repair.fits.${trainingOf(offer)}`);
}

/** What an offer promises: `good` only where the towers are known to belong together and nothing stays random. */
export function fitTone(offer: Offer): 'good' | 'doubtful' | 'bad' {
  if (offer.fit.kind === 'apart' || offer.fit.kind === 'failed') return 'bad';
  const good = offer.fit.kind === 'fits' && offer.fit.complete;
  return good && offer.training.kind === 'together' ? 'good' : 'doubtful';
}

/** By what it is known. */
export function reasonWords({ t }: Words, { fit, training, measured }: Offer): string {
  if (fit.kind === 'apart') return t('repair.why.dimensions');
  if (fit.kind !== 'fits') return '';
  if (training.kind === 'unknown') {
    return t(measured?.kind === 'measured' ? 'repair.why.measured' : 'repair.why.unknown');
  }
  return t(training.kind === 'apart' ? 'repair.why.other' : `repair.why.${training.by}`);
}
