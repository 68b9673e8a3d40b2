/** 加载报告的中文语句：五个部分、单个参数、其他加载器、比较。 */
export const zhInspect = {
  'error.unknown-parameter': '模型没有名为 {name} 的参数。请在列表中查找。',
} as const;
