import type { DeviceReport } from '../engine/device.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { StorageReport } from '../engine/kept.ts';
import type { EvaluationData, EvaluationOptions } from '../evaluation/sets/chosen-data.ts';
import type { Evaluation } from '../evaluation/run.ts';
import type { KeptEmbeddings } from '../evaluation/shelf.ts';
import type { ShownRun } from '../evaluation/shown-run.ts';
import type { ShardProgress } from '../evaluation/scoring/shard-progress.ts';
import type { Thumbnails } from '../evaluation/sets/thumbnails.ts';
import type { ComparisonAsked, NumbersAsked } from './asked.ts';
import type { Look, Repository, Seen } from './columns/look.ts';
import type { Price } from './columns/price.ts';
import type { Trials } from './columns/seed-trial.ts';
import type { KnownVisits } from './lesson/known-visits.ts';
import type { LessonAnswers, OpenLesson, Room } from './lesson/answers.ts';
import type { Rung, RungId } from './ladder/rungs.ts';
import type { Maps } from './maps/maps.ts';
import type { Overlay } from './overlay.ts';
import type { OwnModel } from './own-model.ts';
import type { Vocabulary } from './fit/vocabulary.ts';
import type { CropState } from './pictures/crop-state.ts';
import type { Sample } from './pictures/picture.ts';
import type { Bench } from './repair/bench.ts';
import type { Offer } from './repair/offer.ts';
import type { TrainingRecipe } from './repair/training-recipe.ts';
import type { LeftTraining } from './repair/training-shelf.ts';
import type { Saving } from './saving.ts';
import type { Snapshot } from './snapshot.ts';
import type { Laid } from './spaces/laid-spaces.ts';
import type { Teaching } from './teaching/taught-head.ts';
import type { PhoneVotes } from './votes/phone-votes.ts';
import type {
  Column,
  Encoding,
  EngineHealth,
  Label,
  Notice,
  Picture,
  Settings,
  Vectors,
} from './types.ts';

/** Every datum of the page and no action: what selectors, links and files are made from. */
export interface State extends Settings {
  readonly look: Look | null;
  /** Checkpoints that were looked into, the last one first, each under each rule once; a few, to be compared with. */
  readonly seen: readonly Seen[];
  readonly repository: Repository;

  readonly columns: readonly Column[];

  /** What the first column's model sees of the picture that was opened last. */
  readonly crop: CropState | null;

  readonly device: DeviceReport | null;
  readonly health: EngineHealth;
  /** The models are on their way to another device. */
  readonly moving: boolean;

  readonly vectors: Vectors;
  readonly encoding: Encoding;
  /** Pictures that cannot be encoded, by id. */
  readonly failures: ReadonlyMap<string, EngineErrorData>;

  readonly evaluation: Evaluation | null;

  /** A run that came from a file; it is shown instead of the visit's own. */
  readonly openedRun: ShownRun | null;
  /** Why the file that was chosen last cannot be shown, or the one that was asked for cannot be made. */
  readonly fileError: EngineErrorData | null;
  /** How far shards of vectors are scored; `null` where none are. */
  readonly scoringShards: ShardProgress | null;
  readonly thumbnails: Thumbnails | null;

  readonly evaluationData: EvaluationData;
  readonly evaluationOptions: EvaluationOptions;
  readonly keptEmbeddings: readonly KeptEmbeddings[];

  /** Everyday words as the text towers of this visit see them, by text tower and language. */
  readonly vocabularies: ReadonlyMap<string, Vocabulary>;
  /** Ids of own pictures that came after the labels were last changed. */
  readonly unlabelled: readonly string[];

  readonly past: readonly Snapshot[];

  readonly numbers: NumbersAsked | null;
  readonly comparison: ComparisonAsked | null;

  /** `null` until it was read. */
  readonly storage: StorageReport | null;
  readonly storageError: EngineErrorData | null;
  /** The browser has promised not to clear it by itself; `null` where it does not say. */
  readonly persisted: boolean | null;
  /** The browser was asked to promise that, and did not. */
  readonly refusedToPersist: boolean;
  /** Columns whose downloads go into memory, because there was no room to keep them. */
  readonly inMemory: ReadonlySet<string>;

  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  /** Id of the ready set that the templates are, or empty where they are the visitor's own. */
  readonly templateSet: string;

  readonly ladder: Readonly<Record<RungId, Rung>>;

  /** `null` where no page of the lesson is open. */
  readonly lesson: OpenLesson | null;
  /** What was answered in the lesson, on this or an earlier visit; read when a page is opened first. */
  readonly lessonAnswers: LessonAnswers;
  /** What the teacher's notes take their numbers from: `null` until it was fetched, or where it cannot be. */
  readonly knownVisits: KnownVisits | null;
  /** Answers that were read from files; `null` until some were. */
  readonly lessonRoom: Room | null;

  /** Origins from which links load at once. */
  readonly roomServers: readonly string[];
  /** Columns that a link wants from another server, and that were put off. */
  readonly putOff: ReadonlySet<string>;

  /** `null` while nobody looks where an answer comes from. */
  readonly maps: Maps | null;

  readonly notices: readonly Notice[];

  /** Empty until they were looked for, and where there are none. */
  readonly ownModels: readonly OwnModel[];

  readonly pictures: readonly Picture[];
  readonly samples: readonly Sample[];
  /** Samples that a link asks for, by file; `null` where none does. */
  readonly linkedSamples: readonly string[] | null;
  /** The pictures to start with are here: until then an empty list is no news. */
  readonly arranged: boolean;

  /** Fingerprints of image towers in fp32 that were loaded for a comparison, by the reduced tower's fingerprint. */
  readonly references: ReadonlyMap<string, string>;
  /** The column that is compared now. */
  readonly measuring: string | null;
  readonly price: Price;

  readonly repair: { readonly column: string; readonly offers: readonly Offer[] } | null;

  readonly saving: Saving;

  /** Trials by column. */
  readonly trials: ReadonlyMap<string, Trials>;
  readonly rolling: string | null;

  /** The label that a picture is an example of: its id by the picture's. A picture is an example of one label at most. */
  readonly examples: ReadonlyMap<string, string>;
  /** By column; derived from examples and embeddings, and derived again whenever one of them changes. */
  readonly heads: ReadonlyMap<string, Teaching>;

  /** Where vectors lie, by column; worked out again whenever that is looked at. */
  readonly spaces: ReadonlyMap<string, Laid>;

  readonly bench: Bench | null;
  /** A training of this column that was broken off by a reload. */
  readonly leftTraining: LeftTraining | null;
  /** Recipes whose results are not here, by column: a link brought them, or the engine was started again. */
  readonly lostTrainings: ReadonlyMap<string, TrainingRecipe>;

  /** A newer build of the page is there; `put-off` where the visitor wants to go on with this one. */
  readonly newer: 'none' | 'offered' | 'put-off';

  readonly overlay: Overlay | null;
  /** Id of the picture on the projector; `null` stands for the first one. */
  readonly current: string | null;
  /** The slide on the projector that is no picture; `null` where it is the picture. */
  readonly slide: string | null;
  /** Pictures whose bars are uncovered while guessing. */
  readonly revealed: ReadonlySet<string>;
  /** The sentence over the page was closed, on this or an earlier visit. */
  readonly leadClosed: boolean;

  /** What the room guessed: votes by picture id, then by label id. They stay on this page: no link, file or storage has them. */
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Votes that were added one by one, the last one last: what can be taken back. */
  readonly lastVotes: readonly { readonly picture: string; readonly label: string }[];
  /** `null` until the first one came. */
  readonly phoneVotes: PhoneVotes | null;
}
