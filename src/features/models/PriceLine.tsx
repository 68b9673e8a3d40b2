import { cosineToFp32 } from '../../store/selectors/cosine-to-fp32.ts';
import { offeredPrice, takenPrice } from '../../store/selectors/price.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';

interface Props {
  readonly column: Column;
}

/** What a column's pictures cost in time, where that is long: 8 bits are one press away, and so is the way back. */
export function PriceLine({ column }: Props) {
  const fixed = usePage((all) => all.hidden.includes('models'));
  const offered = usePage((all) => offeredPrice(all, column));
  if (fixed) return null;
  return offered === null ? <Taken column={column} /> : <Offer column={column} ms={offered} />;
}

function Offer({ column: { id }, ms }: Props & { readonly ms: number }) {
  const { t, number } = useWords();
  const answer = usePage((all) => all.answerPrice);
  return (
    <p>
      {t('price.offer', { seconds: number(ms / 1000, 1) })}{' '}
      <Button small onClick={() => void answer(id, 'int8')}>
        {t('price.take')}
      </Button>{' '}
      <Button small look="quiet" onClick={() => void answer(id, 'close')}>
        {t('close')}
      </Button>
    </p>
  );
}

function Taken({ column }: Props) {
  const { t, number } = useWords();
  const answer = usePage((all) => all.answerPrice);
  const device = usePage((all) => all.device);
  const inMemory = usePage((all) => all.inMemory);
  const columns = usePage((all) => all.columns);
  const price = usePage((all) => all.price);
  const pictures = usePage((all) => all.pictures);
  const vectors = usePage((all) => all.vectors);
  const references = usePage((all) => all.references);
  const taken = takenPrice({ columns, device, inMemory, price }, column);
  if (!taken) return null;
  const cosine = cosineToFp32({ columns, pictures, vectors, references }, column);
  const seconds = (ms: number | null) => ms !== null && number(ms / 1000, 1);
  const [now, before] = [seconds(taken.now), seconds(taken.before)];
  return (
    <p>
      {now && before ? t('price.both', { now, before }) : t('price.taken')}{' '}
      {cosine &&
        t('precision.cosine', {
          mean: number(cosine.mean, 5),
          lowest: number(cosine.lowest, 5),
          count: cosine.pictures,
        })}{' '}
      <Button small onClick={() => void answer(column.id, 'fp32')}>
        {t('price.back')}
      </Button>
    </p>
  );
}
