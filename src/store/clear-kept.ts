import { deleteDatabase } from '../browser/idb-request.ts';
import { SHELF_DATABASE } from '../evaluation/shelf.ts';
import { forgetSetup } from './kept.ts';
import { ANSWERS_KEY } from './lesson/answers.ts';
import { keepRoomServers } from './link/room-servers.ts';
import { PICTURE_DATABASE } from './pictures/picture-shelf.ts';
import { TRAINING_DATABASE } from './repair/training-shelf.ts';

/** Forgets everything that this page keeps in the browser. */
export async function clearKept(): Promise<void> {
  forgetSetup();
  localStorage.removeItem(ANSWERS_KEY);
  keepRoomServers([]);
  await deleteDatabase(PICTURE_DATABASE);
  await deleteDatabase(SHELF_DATABASE);
  await deleteDatabase(TRAINING_DATABASE);
}
