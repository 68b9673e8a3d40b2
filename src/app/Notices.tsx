import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Notice } from '../store/types.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useNoticePlace } from '../ui/notice-places.ts';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Notices.module.css';

/** For how long a sentence is seen, in milliseconds: long enough to be read, longer where it offers a way back or says a problem. */
const STAYS = { info: 8000, undo: 20_000, problem: 30_000 } as const;

/** A look whether it is seen comes as often, in milliseconds. */
const LOOK_EVERY = 500;

/** For how long each is still to be seen: that stays when it is shown in another place. */
const left = new WeakMap<Notice, number>();

/** Sentences about what just happened, each for as long as it takes to read it. */
export function Notices() {
  const { t } = useWords();
  const place = useNoticePlace();
  const notices = usePage((all) => all.notices);
  const newer = usePage((all) => all.newer);
  const takeNewer = usePage((all) => all.takeNewer);
  const putOff = usePage((all) => all.putOffNewer);
  const log = (
    <div
      className={styles.notices}
      data-floats={place === null}
      role="log"
      aria-label={t('notices')}
      aria-live="polite"
    >
      {newer === 'offered' && (
        <div className={styles.notice}>
          <p>{t('update.ready')}</p>
          <Button small onClick={() => void takeNewer()}>
            {t('update.reload')}
          </Button>
          <Button look="quiet" small icon="close" iconOnly onClick={putOff}>
            {t('update.later')}
          </Button>
        </div>
      )}
      {notices.map((notice) => (
        <Passing key={notice.id} notice={notice} />
      ))}
    </div>
  );
  return place ? createPortal(log, place) : log;
}

/** Leaves by itself, but not while the pointer or the focus is on it, and not before it was seen for its time. */
function Passing({ notice }: { readonly notice: Notice }) {
  const { t } = useWords();
  const [held, setHeld] = useState(false);
  const dismiss = usePage((all) => all.dismissNotice);
  const undo = usePage((all) => all.undo);
  const { id, tone, key, values, parts } = notice;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (held) return undefined;
    let then = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = isSeen(box.current) ? now - then : 0;
      then = now;
      const rest = (left.get(notice) ?? STAYS[notice.undo ? 'undo' : notice.tone]) - passed;
      left.set(notice, rest);
      if (rest <= 0) dismiss(notice.id);
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [held, dismiss, notice]);
  const said = parts.map((part) => t(part.key, part.values)).join(t('notices.between'));
  return (
    <div
      ref={box}
      className={styles.notice}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{t(key, { ...values, parts: said })}</p>
      {notice.undo && (
        <Button small onClick={undo}>
          {t('undo')}
        </Button>
      )}
      <Button look="quiet" small icon="close" iconOnly onClick={() => dismiss(id)}>
        {t('dismiss')}
      </Button>
    </div>
  );
}

/** Whether it lies in an open window with nothing over it. */
function isSeen(element: Element | null): boolean {
  if (!element || document.hidden) return false;
  const { left: x, top: y, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}
