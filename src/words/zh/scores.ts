/** Scores and their settings, the truth, the picture’s own page and the matrix, in Chinese. */
export const zhScores = {
  'truth.field': '这是',
  'truth.placeholder': '输入，或选择一个标签',
  'truth.unsay': '没有人知道',
  'truth.note':
    '它计入得分、评测，并作为修复的数据；它不教模型任何东西，教学示例在“用示例教它”中。还不是标签的会成为标签。也可以把图片拖到标签上。',
  'teach.open': '用示例教它',
  'scores.shown': '条形图显示',
  'scores.scoring': '从余弦到概率',
  'scores.scale': 'logit 尺度',
  'scores.bar-order': '条形的顺序',
  'scores.picture-order': '图片的顺序',
  'scores.guess': '先猜：遮住条形图',
  'scoring.own': '检查点自己的',
  'scoring.softmax': 'softmax',
  'scoring.sigmoid': 'sigmoid',
  'scale.own': '检查点自带',
  'scale.fresh': '没有时用 {value}',
  'scale.untrained':
    '第 {column} 列没有训练过的尺度，现用 {used}。OpenCLIP 评测时用 100；文章中的那次运行是全新模型的 {fresh}。',
  'scale.from-file':
    '第 {column} 列：这些图不含尺度和偏置。尺度 {scale} 和偏置 {bias} 读自 {file}，只读了其中 {kb} kB。',
  'scale.published':
    '第 {column} 列：这些图不含尺度和偏置。尺度 {scale} 和偏置 {bias} 是 {repo} 公布的值。',
  'bar-order.labels': '按列表',
  'bar-order.sorted': '排序',
  'bar-order.first-column': '按第 1 列',
  'detail.sees': '模型看到的',
  'detail.facts': '{width} × {height} 像素，{format}，模式 {mode}',
  'detail.animated': '这是动画：使用第一帧。',
  'detail.note.still': '这是动画：使用帧之外的静态图，而不是第一帧。',
  'detail.turned': '已按 EXIF 数据旋转。',
  'detail.note.grey-16':
    '16 位灰度：“白底”会缩放到模型所用的 8 位；“同 Pillow”则像 Python 的 convert("RGB") 那样截断，多数这类图片会变成全白。',
  'detail.note.no-end': '文件缺少结束标记；每一行像素都在。',
  'detail.note.cmyk':
    'CMYK 是印刷用的颜色：浏览器在缩放之前转成 RGB，Pillow 在缩放之后转换，数值可能相差几级（共 255 级）。',
  'detail.note.empty-alpha':
    '它的透明通道处处为 0，剪贴板常这样写：“白底”会忽略它，“同 Pillow”则照它处理。',
  'detail.noise': '此浏览器会改变从画布读取的像素，数字可能略有不同。',
  'detail.script': '复制为 OpenCLIP 脚本',
  'detail.copied': '脚本已在剪贴板中。',
  'detail.alpha': '透明与 16 位',
  'detail.alpha.white': '白底',
  'detail.alpha.as-pillow': '同 Pillow',
  'spaces.open': '图片和词的位置',
  'matrix.open': '标签对标签',
  'matrix.note':
    '标签向量之间的余弦。小条形在所有列中用同一刻度，从 {low} 到 {high}；数字是准确的。随机的文本塔把所有标签映射到几乎同一方向。',
  'matrix.empty': '至少需要两个标签。',
  'matrix.mean': '两个标签之间的平均值，从 {low} 到 {high}',
  'matrix.cut': '只显示前 {count} 个标签。',
  'truth.take': '采用 {count} 个文件名',
} as const;
