/** 教师用资料，中文。数字属于内置模型和课程自己的图片。 */
export const zhTeacher = {
  'teacher.title': '教师用',
  'teacher.lead':
    '课程的说明、教案和练习单。这里的每个数字都由随页面提供的模型算出；课程旁边页面上的数字是实时的。',
  'teacher.print': '打印',
  'teacher.missing': '没能取得数字，所以用短横代替。请连上网络再试。',
  'teacher.link': '给全班的链接',
  'teacher.link-how':
    '每个人先在有网络时打开一次。之后页面和内置模型留在浏览器里，没有网络也能上课。每一页都有自己的链接：末尾的数字。',
  'teacher.copy': '复制链接',
  'teacher.copied': '链接已在剪贴板中。',
  'teacher.notes': '各页说明',
  'teacher.goal': '目标',
  'teacher.expect': '预期答案',
  'teacher.wrong': '常见误解',
  'teacher.offline': '没有网络时',
  'teacher.minutes': '{count} 分钟',
  'teacher.right': '正确答案：{answer}',
  'teacher.plans': '教案',
  'teacher.plan': '{count} 分钟教案',
  'teacher.plan-begin': '打开链接，说明什么是标签，展示一张图片',
  'teacher.plan-talk': '比较大家所写的：两者有什么共同点？',
  'teacher.plan-bench': '两人一组：一人弄坏一列（报告里的加载规则），另一人找出故障',
  'teacher.plan-evaluate': '一起评测样本图片：混淆矩阵里的那一条',
  'teacher.plan-exit': '在纸上或第 8 页做出门条；收集文件',
  'teacher.sheet': '练习单',
  'teacher.ticket': '出门条',
  'teacher.name': '姓名：',
  'teacher.date': '日期：',
  'teacher.before': '看之前先回答',
  'teacher.room': '全班的答案',
  'teacher.room-how':
    '每个人在第 8 页保存“我的答案”并交上文件。在这里一起读取：文件只留在这个浏览器里。',
  'teacher.read': '读取答案文件',
  'teacher.read-bad': '这些文件里没有本课程的答案：{names}。请要以 .json 结尾的文件。',
  'teacher.left-out': '有 {count} 个文件超出数量，没有读取。',
  'teacher.who': '谁',
  'teacher.nobody': '没有姓名',
  'teacher.column': '第 {page} 页',
  'teacher.column-check': '第 {page} 页检查',
  'teacher.is-right': '{answer} ✓',
  'teacher.sum': '答对',
  'teacher.save': '保存表格（CSV）',

  'teacher.1.goal': '说出图片和每个标签都变成数字，最接近的标签胜出。',
  'teacher.1.expect':
    '第一张图片与胜出标签的余弦是 {near1}，与下一个是 {next1}。左列 {known1} 张中对 {right1} 张。两行里胜出的都是余弦最大的标签。',
  'teacher.1.wrong':
    '“它学过这些标签”：输入一个新的，立刻就有条形。“{sure1} 表示肯定”：只是在给出的标签之间所占的份额。',
  'teacher.1.offline': '最初几张图片的条形事先算好，马上就有。',
  'teacher.2.goal': '看到毫无意义的一列也可以同样有把握。',
  'teacher.2.expect':
    '左 {known1} 个中对 {right1} 个，把握 {sure1}；右 {known2} 个中对 {right2} 个，把握 {sure2}；{top2} 胜出 {wins2} 次。标签对标签：左 {alike1}，右 {alike2}。共同点：条形都长。',
  'teacher.2.wrong':
    '“坏的模型没有把握。”“{known2} 个里对 {right2} 个，说明它知道一点”：瞎猜也是如此。',
  'teacher.2.offline': '与第 1 页相同。标签对标签也能用。',
  'teacher.3.goal': '找出完好的部分：两列的图像部分相同。',
  'teacher.3.expect':
    '按文字，{knownWords} 个中左对 {rightWords1} 个，右对 {rightWords2} 个。每类看 {examples} 张图片之后，其余图片左列 {known1} 张中对 {right1} 张，右列 {known2} 张中对 {right2} 张：答案完全相同。',
  'teacher.3.wrong':
    '“右边的模型坏了”：坏的只是文本部分。“这还是零样本”：不是，它需要每个标签的图片。',
  'teacher.3.offline': '它的图片也事先算好了。',
  'teacher.4.goal': '区分有把握与答对。',
  'teacher.4.expect':
    '种子 {seed2} 时，右列在 {scale2} 下把握 {sure2}，在 {fresh} 下 {sureFresh2}，每次都是 {known2} 个中对 {right2} 个。系数从不改变哪个标签胜出。换种子：条形不同，仍是瞎猜。',
  'teacher.4.wrong':
    '“多掷几次就会对”：碰巧在这里对的种子，换一批图片就错。“系数小更诚实”：左列同样正确，把握却只有 {sureFresh1}。',
  'teacher.4.offline': '再掷需要模型：之前要打开过一次。',
  'teacher.5.goal': '看到图像部分在看，而看的是什么只有词说得出。',
  'teacher.5.expect':
    '左：有些部分离这个词近得多。右：几乎一种颜色，正如 {pictures} 张整图中 {top2} 胜出 {wins2} 次；那里标签之间的余弦为 {alike2}，左边为 {alike1}。各部分和图像部分两列都相同。',
  'teacher.5.wrong':
    '“右列是瞎的”：第 3 页已经看到它的图像部分看得见。“图就是模型的判断过程”：每一块都是单独问的；遮住一块才是问整张图片。',
  'teacher.5.offline': '作图需要模型：之前要打开过一次。',
  'teacher.6.goal': '在写明原因的地方找到它：加载报告。',
  'teacher.6.expect':
    '{numbers2} 个数字中 {random2} 个是随机的。加载这个文件的已知方式有 {loaders2} 种，{silent2} 种一言不发，{refusing2} 种拒绝。两者都知道的：缺了哪些名称。',
  'teacher.6.wrong':
    '“有人伪造了文件”：就它的用途而言它是完整的。“总会打印警告”：并非每个加载器都会。',
  'teacher.6.offline': '内置文件的报告事先算好了。',
  'teacher.7.goal': '用留出的名称区分记住与知道。',
  'teacher.7.expect':
    '修复前：{known2} 个中对 {right2} 个。换上与图像部分一起训练的文本部分：与左列相同，{known1} 个中对 {right1} 个。重新拟合随机的一半，能说出教过的，没教过的全靠猜；它的面板把两者都数出来。',
  'teacher.7.wrong':
    '“再多训练就行”：只用几个名称不行。“随便哪个文本部分都行”：只有与这个图像部分一起训练的那个。',
  'teacher.7.offline': '需要内置模型的两个文件：之前要打开过一次页面。',
  'teacher.8.goal': '用在自己的东西上，带着三个答案离开。',
  'teacher.8.expect':
    '纯色背景上只有一样东西的图片最好；内置模型很小。相信条形之前，先让他们数对了多少、错了多少。',
  'teacher.8.wrong': '“两列一致，所以是对的”：随机有时也会一致。',
  'teacher.8.offline': '用内置模型即可。图片不会离开浏览器。',
} as const;
