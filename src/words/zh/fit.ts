import type { enFit } from '../en/fit.ts';

/** 标签是否适合自己的图片，中文。 */
export const zhFit: Readonly<Record<keyof typeof enFit, string>> = {
  'fit.old-labels':
    '{count} 张新图片是与之前就有的标签比较的。正确的词在其中吗？如果没有，请在上方输入，或选用相近的词。',
  'fit.old-short': '{count} 张新图片，标签还是旧的',
  'fit.more': '找标签',
  'fit.region': '新图片的标签',
  'fit.keep': '标签没问题',
  'fit.suggested': '相近的词',
  'fit.none': '您的标签都不太合适。最接近的词：',
  'fit.none-in': '{column}：您的标签都不太合适。最接近的词：',
  'fit.between': '、',
  'fit.take': '把“{word}”用作标签',
  'fit.random': '{column}：最接近的词是 {words}。',
  'fit.random-same':
    '{column}：最接近的词是 {words}。这里的 {count} 张图片中有 {same} 张的第一个词都相同：随机的文字看不见图片。',
};
