/** Chinese sentences about towers from different places, repairing a column, and saving a model. */
export const zhTowers = {
  'error.towers-apart':
    '这两个塔不相配：图像侧以 {image} 维结束，文本侧以 {text} 维结束。请选择以 {image} 维结束的文本塔。',
  'towers.complete': '由 {count} 个来源拼成，规则全部采用。',
  'towers.reset': '按选择重新初始化，因此这些部分是随机的：{parts}。',
  'towers.side': '{name} 提供：{parts}',
  'inspect.reset': '按选择重新初始化；随机：{law}',
  'look.reset': '按选择重新初始化',
  'reset.text-tower': '文本塔',
  'reset.text-projection': '文本投影',
  'reset.text-positions': '文本位置编码',
  'reset.token-embedding': '词元嵌入',
  'reset.image-projection': '图像投影',
} as const;
