import type { enSpaces } from '../en/spaces.ts';

/** The two spaces, in Chinese. */
export const zhSpaces: Readonly<Record<keyof typeof enSpaces, string>> = {
  'spaces.lead':
    '模型把每张图片和每个词都变成一支长度为 1 的箭头。这里把箭头的尖端画在平面上；线把图片和它真正对应的词连起来。',
  'spaces.views': '视图',
  'spaces.view.gap': '间隙',
  'spaces.view.centred': '居中',
  'spaces.read.gap':
    '从左到右：从词所在的地方到图片所在的地方。向上：除此之外，所有点分布最广的方向。各列用同一比例尺。',
  'spaces.read.centred':
    '两团点各自移动，使中心重合。线短：图片离它的词近。线到处交叉：词的位置与图片内容毫无关系。',
  'spaces.close-gap': '合上间隙',
  'spaces.closed-by': '已合上 {share}',
  'spaces.not-fault':
    '间隙并不是毛病：两半齐全的模型也有。OpenAI 的 ViT-B/16 的间隙是 {gap}；合上它，在 {pictures} 张照片上答对的比例从 {right} 降到 {closed}。',
  'spaces.waiting': '图片和标签还在编码。',
  'spaces.no-vectors':
    '打开的文件只有这一列的答案，没有向量，所以画不出来。请打开它的向量文件，或在这里运行评测。',
  'spaces.too-few':
    '至少需要两张图片和两个标签：现在有方向的是 {pictures} 张和 {labels} 个。请再添加一些。',
  'spaces.stale': '这是之前的样子：新的向量正在计算。',
  'spaces.chart.gap': '第 {number} 列的间隙视图',
  'spaces.chart.centred': '第 {number} 列的居中视图',
  'spaces.chart-text':
    '{pictures} 张图片和 {labels} 个词画成点。间隙为 {gap}。每个点都可以用 Tab 键和方向键到达。',
  'spaces.points': '第 {number} 列的点',
  'spaces.picture': '图片：{name}',
  'spaces.word': '词：{text}',
  'spaces.hint': '指向一张图片或一个词，或用方向键移到那里。按下可打开图片。',
  'spaces.its-word': '它的词：{text}。',
  'spaces.no-word': '没有人说明它是什么。',
  'spaces.nearest': '这一列里离它最近的词：{text}。',
  'spaces.belongs': '有 {count} 张图片属于它。',
  'spaces.takes': '它是 {count} 张图片最近的词。',
  'spaces.gap-mark': '间隙 {gap}',
  'spaces.figures': '第 {number} 列的数字',
  'spaces.gap': '间隙：两个中心的距离',
  'spaces.pictures': '图片与图片',
  'spaces.labels': '词与词',
  'spaces.matched': '图片与它自己的词',
  'spaces.unmatched': '图片与别的词',
  'spaces.mean-cosine': '平均余弦',
  'spaces.cost': '损失 {loss}，答对 {right}',
  'spaces.right-of': '{known} 张中 {right} 张，{share}',
  'spaces.change': '{now}（原来 {before}）',
  'spaces.unknown':
    '没有人说明这些图片是什么，所以无法计算答对多少。虚线指向这一列自己认为最近的词。',
  'spaces.some-unknown': '有 {count} 张图片没有人说明是什么：虚线指向这一列自己认为最近的词。',
  'spaces.left-out': '有 {count} 个向量没有画出：它们全是零，或含有非数字的值。',
  'spaces.drawn':
    '画出 {allPictures} 张图片中的 {pictures} 张、{allLabels} 个词中的 {labels} 个，在列表中等距选取。数字按 {counted} 张图片和 {countedLabels} 个词计算。',
  'spaces.legend.plain': '词，已加载或训练过',
  'spaces.legend.chance': '词，随机',
  'spaces.legend.pair': '属于一对',
  'spaces.legend.guess': '最近的词，真值未知',
  'spaces.terms': '究竟画了什么、数了什么',
  'spaces.terms.axes':
    '向量是缩放到长度 1 的嵌入；标签的向量是其各个提示词的平均方向。两个均值之间的距离叫模态间隙（modality gap）。“间隙”：x 是两个均值之间的轴，y 是与它垂直的剩余部分的第一主成分。“居中”：每团点减去自己的均值，取两团合在一起的前两个主成分。',
  'spaces.terms.closing':
    '合上一部分，就是把每张图片沿间隙移动这一比例，再缩放回长度 1。损失是对所有标签做 softmax 的交叉熵，单位为奈特，所用系数与这一列的条形相同；余弦最高者正确即为答对。依据 Liang 等人的 Mind the Gap（2022）。',
};
