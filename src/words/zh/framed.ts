/** The page inside of somebody else's page, and what the system hands to it, in Chinese. */
export const zhFramed = {
  'framed.open': '打开完整页面',
  'framed.one-thread': '嵌在其他网页中时，模型只用一个线程，因此比完整页面慢；答案是一样的。',
  'framed.full-page': '完整页面会带着这些标签和设置打开；你在此处添加的图片留在此处。',
  'share.frame': '复制嵌入学习平台的代码',
  'share.frame-copied': 'HTML 已在剪贴板中。',
  'share.frame-note': '一段 HTML，可在课程网页中显示此设置。此页面的主机须允许嵌入。',
  'shared.none': '分享的内容中没有收到图片。请在此处用“图片”选择；其余不变。',
  'shared.left-out':
    '有 {count} 个分享的文件未收下：一次最多 {most} 个，每个 {mb} MB，且以浏览器的空间为限。',
} as const;
