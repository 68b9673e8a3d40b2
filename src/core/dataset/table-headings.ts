const FILE_WORDS =
  'file files filename filenames filepath filepaths path paths image images img imagename imagepath imagefile imgname imgpath imgfile fname picture pictures photo photoname uri url 文件 文件名 文件路径 图片 图片名 图像 图像名 路径 照片 ファイル ファイル名 画像 画像名 パス datei dateiname dateipfad bild bildname pfad fichier nomfichier chemin archivo fichero imagen ruta файл имяфайла изображение путь 파일 파일명 이미지';

const ID_WORDS = 'id ids imageid imgid pictureid photoid fileid uid key';

/** Words for the class, those of names before those that may be numbers. */
const LABEL_WORDS: readonly string[] = [
  'labelname labelnames classname classnames categoryname speciesname commonname labeltext classlabel 类名 类别名称 标签名 标签名称 类别名 クラス名 ラベル名 klassenname',
  'label labels class classes category categories species breed 标签 类别 分类 类 种类 ラベル クラス カテゴリ 分類 klasse etikett kategorie bezeichnung étiquette classe catégorie etiqueta clase categoría метка класс категория 라벨 레이블 클래스 분류',
  'name names tag tags type target truth groundtruth answer caption text y 名称 名前 이름',
  'classid labelid categoryid classindex labelindex labelidx classidx targetid 类别编号 标签编号',
];

const SPLIT_WORDS = 'split splits set dataset subset datasplit partition fold usage 集 划分 数据集';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const FILES = [set(FILE_WORDS), set(ID_WORDS)];
const LABELS = LABEL_WORDS.map(set);
const SPLITS = set(SPLIT_WORDS);

function plain(heading: string): string {
  return heading
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_.:-]+/g, '');
}

/** How well a heading says that its column names files: 0 is best, an id may be one; `null` where it does not. */
export function fileHeadingRank(heading: string): number | null {
  const rank = FILES.findIndex((words) => words.has(plain(heading)));
  return rank < 0 ? null : rank;
}

/** Of some columns the one whose heading ranks best, the first of equals; `undefined` where none ranks. */
export function bestColumn(
  heading: readonly string[],
  columns: readonly number[],
  rank: (heading: string) => number | null,
): number | undefined {
  const ranked = columns.flatMap((column) => {
    const own = rank(heading[column] ?? '');
    return own === null ? [] : [{ column, own }];
  });
  return ranked.toSorted((a, b) => a.own - b.own)[0]?.column;
}

/** How well a heading says that its column holds the class: 0 is best; `null` where it does not. */
export function labelHeadingRank(heading: string): number | null {
  const rank = LABELS.findIndex((words) => words.has(plain(heading)));
  return rank < 0 ? null : rank;
}

export function isSplitHeading(heading: string): boolean {
  return SPLITS.has(plain(heading));
}
