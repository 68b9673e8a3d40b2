/** What models of this kind are weak at, in Chinese. */
export const zhQuestions = {
  'hard.title': '难题',
  'hard.hint': '计数、左右、物品上的字：这类模型不擅长的地方。',
  'hard.note':
    '这类模型不擅长的问题，完整的模型也一样。按下后，该题的图片和标签会替换现有的；撤销即可恢复。这里的模型表现如何，看页面就知道。',
  'hard.size': '{pictures} 张图片，{labels} 个标签：瞎猜每 {labels} 张对一张。',
  'hard.ask': '提问：{question}',
  'hard.counting': '有几个？',
  'hard.counting.why':
    '每张图片里有一到六个球。这类模型把一个标签归结为一个向量，其中的数目对它影响不大。',
  'hard.places': '左还是右，上还是下？',
  'hard.places.why':
    '一个球和一个盒子，左右或上下摆放。四个标签的用词大多相同，表示位置的小词对文字向量影响不大。',
  'hard.colours': '哪个是什么颜色？',
  'hard.colours.why':
    '两样东西，两种颜色。“红球和蓝盒子”与“蓝球和红盒子”用的词相同；这类模型更多注意有哪些词，而不是哪个词属于哪个。',
  'hard.without': '有还是没有？',
  'hard.without.why':
    '一个盒子、一个球，或者两样都有。图片说明很少提到缺了什么，所以“没有”分量很轻，它后面的词照样会把图片吸引过去。',
  'hard.written': '是东西，还是上面的字？',
  'hard.written.why':
    '一个苹果或一个时钟，有的没有字，有的写着另一样东西的英文名。网上的图片说明常常重复图里写的字，所以大模型可能按字作答；不识字的模型没有理由这样做。',
  'hard.terms': '专业说法',
  'hard.terms-said':
    '前四题分别是计数、空间关系、属性绑定和否定，合起来考的是组合性（compositionality）：一句话的意思取决于词怎样组合在一起。只注意有哪些词的模型，把句子当成了词袋（bag of words）。图片里的字改变了答案，叫作文字攻击（typographic attack）。',
} as const;
