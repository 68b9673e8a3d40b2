/** Chinese sentences about number formats, ready graphs and borrowed tokenizers. */
export const zhFormats = {
  'precision.label': '精度',
  'precision.fp32': 'fp32，在所有设备上相同',
  'precision.int8': 'int8，加载时量化',
  'precision.fp16': 'fp16，仅限此显卡',
  'precision.size': '{precision}，占用内存 {bytes}',
  'precision.cosine': '图像嵌入与 fp32 的余弦为 {mean}，最低 {lowest}，基于 {count} 张示例图片',
  'precision.measure': '与 fp32 比较',
  'precision.measuring': '正在与 fp32 比较',
  'formats.untold': '在计算图中，名称无法辨认',
  'formats.ready': '按文件自带的计算图运行：{names}',
  'report.scale-missing': '两个塔的全部 {all} 个参数都来自文件。缺少 logit 尺度：使用 100。',
  'tokenizer.borrowed': '它没有自带分词器，借用了词元数相同的 {name} 的分词器。',
  'same.both-towers': '两个塔都完整；缺少 logit 尺度，用 100 代替。',
  'whole.both-towers': '有两个塔但没有 logit 尺度的文件',
  'rule-leaves.both-towers': '{file}，但这条规则不取 logit 尺度：用 100 代替。',
} as const;
