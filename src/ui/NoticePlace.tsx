import { noticePlace } from './notice-places.ts';
import styles from './NoticePlace.module.css';

/** Room for the page's notices in what fills the window or stands at its foot; none where nothing is said. */
export function NoticePlace() {
  return <div ref={noticePlace} className={styles.place} />;
}
