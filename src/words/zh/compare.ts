/** `<zero-shot-compare>` in other people's pages, in Chinese. */
export const zhCompare = {
  'compare.region': '两个模型看同样的图片',
  'compare.open': '用自己的图片试一试',
  'compare.waits': '滚动到这里时加载模型。',
  'compare.problem.no-pictures': '没有指定图片。请在“pictures”中写入图片地址，用空格隔开。',
  'compare.problem.no-labels': '没有指定标签。请在“labels”中写入标签，用逗号隔开。',
  'compare.problem.no-checkpoint': '没有指定检查点。请在“first”中写入一个检查点的地址。',
  'compare.problem.too-many-pictures': '指定的图片太多。这里最多比较 {most} 张。',
  'compare.problem.too-many-labels': '标签太多，或者某个标签太长。这里最多比较 {most} 个短标签。',
  'compare.problem.address':
    '“{value}”不是可以下载的地址。请写以 https 开头的地址，或相对于本页的地址。',
  'compare.problem.rule': '“{value}”不是加载规则。请写其中之一：{rules}。',
  'compare.problem.seed': '“{value}”不是随机种子。请写 0 到 {most} 之间的整数。',
  'compare.problem.template': '模板“{value}”不能使用。请在标签的位置写 {label}，不要用其他花括号。',
} as const;
