import { readOwnJson } from '../../browser/own-json.ts';
import { readFirstVisit } from '../first-visit/read-first-visit.ts';
import type { Outside } from '../outside.ts';
import type { KnownVisits } from './known-visits.ts';

/** What the teacher's notes take their numbers from; `null` where it cannot be fetched. */
export async function readKnownVisits({ fetch, address }: Outside): Promise<KnownVisits | null> {
  const [first, lesson] = await Promise.all(
    ['first-visit.json', 'lesson.json'].map((file) =>
      readOwnJson(fetch, address(file), readFirstVisit),
    ),
  );
  return first && lesson ? { first, lesson } : null;
}
