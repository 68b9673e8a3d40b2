import { zhErrors } from './errors.ts';
import { zhHeads } from './heads.ts';
import { zhLabels } from './labels.ts';
import { zhMainView } from './main-view.ts';
import { zhMessages } from './messages.ts';
import { zhPictures } from './pictures.ts';
import { zhResults } from './results.ts';
import { zhShell } from './shell.ts';

/** The same in Chinese, under the keys of the English ones. */
export const zh = {
  ...zhErrors,
  ...zhHeads,
  ...zhLabels,
  ...zhMainView,
  ...zhMessages,
  ...zhPictures,
  ...zhResults,
  ...zhShell,
  'app.title': '零样本游乐场',
  'app.tools': '页面',
  'evaluate.open': '评测',
  close: '关闭',
  cancel: '取消',
  resume: '继续',
  undo: '撤销',
  notices: '消息',
  'language.other': 'English',
  'language.failed': '无法获取另一种语言的文字。请联网后再试。',
  'status.loading': '正在加载模型',
  'status.waiting': '没有加载模型',
  'status.without': '{count} 列没有可用的模型',
  'status.left': '已停止：还有 {count} 项没有编码',
  'status.wordless': '{count} 列读不了标签',
  'status.dead': '引擎已停止',
  'status.prompts': '正在编码提示词，第 {done} 个，共 {total} 个',
  'status.pictures': '正在编码图片，第 {done} 张，共 {total} 张',
  'status.no-labels': '就绪。添加一个标签即可看到条形图。',
  'status.ready': '就绪',
  'status.agreement': '{all} 张图片中，两列在 {same} 张上一致。',
  'engine.dead': '运行模型的引擎已停止，可能是内存不足。图片和标签都还在。',
  'engine.restart': '重新启动',
  'encoding.failed': '编码停止：{reason} 修改一个标签或图片再试。',
} as const;
